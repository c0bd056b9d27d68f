/**
 * Waits for work that may hang, such as a fetch on a bad network, but not past a stop.
 * @returns `'stopped'` as soon as the signal is aborted; what the work gives later is nobody's
 */
export function orStopped<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | 'stopped'> {
  if (signal.aborted) return Promise.resolve('stopped');
  return new Promise((resolve, reject) => {
    const stop = () => resolve('stopped');
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
