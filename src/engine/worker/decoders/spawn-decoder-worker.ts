/** Starts the worker of the decoders that browsers lack. */
export function spawnDecoderWorker(): Worker {
  return new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' });
}
