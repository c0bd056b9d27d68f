import { lifeLockName, lifeMessage } from '../worker/worker-life.ts';
import type { WorkerLink } from './create-engine-client.ts';

/** Starts the engine's worker in the browser. */
export function spawnWorker(): WorkerLink {
  const name = crypto.getRandomValues(new Uint32Array(2)).join('-');
  const worker = new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
    type: 'module',
    name,
  });
  const whenDead = new Promise<string>((die) => {
    worker.addEventListener('error', (event) => die(event.message || 'the worker could not be loaded'));
    worker.addEventListener('messageerror', () => die('a message of the worker could not be read'));
    worker.addEventListener('message', function waitForLock({ data }: MessageEvent) {
      if (data !== lifeMessage) return;
      worker.removeEventListener('message', waitForLock);
      void navigator.locks.request(lifeLockName(name), () => die('the worker was ended'));
    });
  });
  return { endpoint: worker, whenDead, terminate: () => worker.terminate() };
}
