/** Runs a job when those before it have ended. */
export type InTurn = <Result>(job: () => Promise<Result>) => Promise<Result>;

/** One line of jobs. A mistake in one does not keep the next ones from being run. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const run = last.then(job);
    last = run.catch(() => {});
    return run;
  };
}
