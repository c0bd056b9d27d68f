import type { modelWorkerName } from '../worker/opened-models/model-worker-api.ts';
import { isLifeSign, type LifeSign, lifeLockName } from '../worker/worker-life.ts';
import type { WorkerLink } from './create-engine-client.ts';

/** How often the page looks, where it has to. */
const lookIntervalMs = 5_000;

/** Starts a worker with the engine's script in the browser. `role` says what it is to be. */
export function spawnWorker(role: 'engine' | typeof modelWorkerName = 'engine'): WorkerLink {
  const name = [role, ...crypto.getRandomValues(new Uint32Array(2))].join('-');
  const worker = new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
    type: 'module',
    name,
  });
  const whenDead = new Promise<string>((die) => {
    worker.addEventListener('error', (event) => die(event.message || 'the worker could not be loaded'));
    worker.addEventListener('messageerror', () => die('a message of the worker could not be read'));
    worker.addEventListener('message', function watch({ data }: MessageEvent<unknown>) {
      if (!isLifeSign(data)) return;
      worker.removeEventListener('message', watch);
      void watchLife(name, data, () => die('the worker was ended'));
    });
  });
  return { endpoint: worker, whenDead, terminate: () => worker.terminate() };
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
