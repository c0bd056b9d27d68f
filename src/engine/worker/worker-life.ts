/**
 * How the page knows that a worker lives. A worker that is killed says nothing, but the browser takes away what it had.
 * Where there are Web Locks, that is a lock: the worker holds it for as long as it lives, and the page waits in line for
 * it. A page without TLS on another machine has none; there it is the address of an empty file that the worker made, and
 * the page looks whether it can still be read. Neither asks anything of the worker, which may compute for minutes.
 */

/** The name of the lock, from the name that the page gave the worker. */
export function lifeLockName(workerName: string): string {
  return `graft-life-of-${workerName}`;
}

/** What the worker posts once its life can be watched. */
export interface LifeSign {
  /** Address of the empty file; null where the worker holds its lock instead. */
  readonly livesWith: string | null;
}

export function isLifeSign(message: unknown): message is LifeSign {
  return typeof message === 'object' && message !== null && 'livesWith' in message;
}

/** Called in the worker. */
export function announceLife(): void {
  const announce = (sign: LifeSign) => self.postMessage(sign);
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    announce({ livesWith: URL.createObjectURL(new Blob()) });
    return;
  }
  void locks.request(lifeLockName(self.name), () => {
    announce({ livesWith: null });
    return new Promise(() => {});
  });
}
