/** Work that may run side by side, and work that must run alone. */
export interface SharedLock {
  /** Runs beside other shared work. */
  shared<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs alone: waits for the work under way; work asked for later waits for it. */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A lock that nobody holds. Work that fails gives it back like any other; its error goes to whoever asked for it. */
export function createSharedLock(): SharedLock {
  let lastExclusive: Promise<unknown> = Promise.resolve();
  const running = new Set<Promise<unknown>>();

  /** A promise that settles with `work` but never rejects, so that waiting for it needs no catch. */
  const settled = (work: Promise<unknown>) => work.then(ignore, ignore);

  return {
    shared(work) {
      const result = lastExclusive.then(work);
      const end = settled(result);
      running.add(end);
      void end.then(() => running.delete(end));
      return result;
    },
    exclusive(work) {
      const before = Promise.all([lastExclusive, ...running]);
      const result = before.then(work);
      lastExclusive = settled(result);
      return result;
    },
  };
}

function ignore(): void {}
