/** How long to wait in browsers that do not tell when they are idle. */
const fallbackWaitMs = 2_000;

/** Does something once the page has nothing else to do. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work);
  else setTimeout(work, fallbackWaitMs);
}
