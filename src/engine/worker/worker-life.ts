/**
 * How the page knows that a worker lives. A worker that is killed says nothing, but the browser takes its locks away:
 * the worker holds one for as long as it lives, and the page waits in line for it.
 */

/** The name of the lock, from the name that the page gave the worker. */
export function lifeLockName(workerName: string): string {
  return `graft-life-of-${workerName}`;
}

/** What the worker posts once it holds its lock. */
export const lifeMessage = 'graft-worker-lives';

/** Called in the worker. Without the Web Locks API (a page without TLS) only errors tell of a death. */
export function announceLife(): void {
  const locks: LockManager | undefined = navigator.locks;
  void locks?.request(lifeLockName(self.name), () => {
    self.postMessage(lifeMessage);
    return new Promise(() => {});
  });
}
