import type { modelWorkerName } from '../worker/opened-models/model-worker-api.ts';
import { isLifeSign, type LifeSign, lifeLockName } from '../worker/worker-life.ts';
import type { WorkerLink } from './create-engine-client.ts';

declare global {
  /** The worker that the built page starts before its own script is here: see scripts/early-worker.mjs. */
  var graftEarlyWorker: EarlyWorker | undefined;
}

interface EarlyWorker {
  readonly name: string;
  readonly worker: Worker;
  /** Its messages so far. */
  readonly said: readonly unknown[];
  readonly failed: boolean;
}

/** How often the page looks, where it has to. */
const lookIntervalMs = 5_000;

/** Starts a worker with the engine's script in the browser, or takes the one that was started early. `role` says what it is to be. */
export function spawnWorker(role: 'engine' | typeof modelWorkerName = 'engine'): WorkerLink {
  const early = role === 'engine' ? takeEarlyWorker() : null;
  const { name, worker, said } = early ?? startWorker(role);
  const whenDead = new Promise<string>((die) => {
    worker.onerror = (event) => die(event.message || 'the worker could not be loaded');
    worker.onmessageerror = () => die('a message of the worker could not be read');
    const watch = ({ data }: Pick<MessageEvent<unknown>, 'data'>) => {
      if (!isLifeSign(data)) return;
      worker.onmessage = null;
      void watchLife(name, data, () => die('the worker was ended'));
    };
    worker.onmessage = watch;
    for (const data of said) watch({ data });
  });
  return { endpoint: worker, whenDead, terminate: () => worker.terminate() };
}

function startWorker(role: string): Pick<EarlyWorker, 'name' | 'worker' | 'said'> {
  const name = [role, ...crypto.getRandomValues(new Uint32Array(2))].join('-');
  const worker = new Worker(new URL('../worker/engine-worker.ts', import.meta.url), { type: 'module', name });
  return { name, worker, said: [] };
}

/** @returns null where there is none, where it failed, or once it was taken */
function takeEarlyWorker(): EarlyWorker | null {
  const early = globalThis.graftEarlyWorker;
  globalThis.graftEarlyWorker = undefined;
  return early === undefined || early.failed ? null : early;
}

async function watchLife(name: string, { livesWith }: LifeSign, onEnd: () => void): Promise<void> {
  if (livesWith === null) return navigator.locks.request(lifeLockName(name), onEnd);
  // Where the host forbids the page to read such a file, its absence says nothing.
  if (!(await canRead(livesWith))) return;
  // One miss may be the browser's own, while a page sleeps.
  for (let missCount = 0; missCount < 2; ) {
    await new Promise((resolve) => setTimeout(resolve, lookIntervalMs));
    missCount = (await canRead(livesWith)) ? 0 : missCount + 1;
  }
  onEnd();
}

async function canRead(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}
