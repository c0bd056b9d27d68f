import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';

/** What some work asks of the machine and of the person. */
export interface Strain {
  /** The longest time in which the page's thread did not answer; 0 where none was 50 ms or more. */
  readonly longestTaskMs: number;
  /** Memory of the page's processes, workers included, at most; null where the system does not tell. */
  readonly peakBytes: number | null;
}

const lookPauseMs = 250;

/** Watches a page, the only one that is open, while something is done. */
export async function watchStrain<Result>(
  browser: Browser,
  page: Page,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly strain: Strain }> {
  await page.evaluate(() => {
    const longest = { ms: 0 };
    Object.assign(window, { longestTask: longest });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  const memory = await watchMemory(browser);
  try {
    const result = await work();
    const longestTaskMs = await page.evaluate(
      () => (window as unknown as { longestTask: { ms: number } }).longestTask.ms,
    );
    return { result, strain: { longestTaskMs, peakBytes: memory.peakBytes() } };
  } finally {
    await memory.end();
  }
}

async function watchMemory(
  browser: Browser,
): Promise<{ peakBytes(): number | null; end(): Promise<unknown> }> {
  const session = await browser.newBrowserCDPSession();
  let peakBytes: number | null = null;
  let hasEnded = false;
  const watching = (async () => {
    while (!hasEnded) {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      const sizes = await Promise.all(renderers.map(({ id }) => readOwnMemory(id)));
      const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
      if (bytes > 0) peakBytes = Math.max(peakBytes ?? 0, bytes);
      await new Promise((resolve) => setTimeout(resolve, lookPauseMs));
    }
  })();
  return {
    peakBytes: () => peakBytes,
    async end() {
      hasEnded = true;
      await watching;
      await session.detach();
    },
  };
}

/** Resident memory of a process without the files that it has in common with others; null on other systems than Linux. */
async function readOwnMemory(processId: number): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${processId}/status`, 'utf8');
    const kilobytes = [...status.matchAll(/^Rss(?:Anon|Shmem):\s*(\d+) kB$/gm)].map(([, size]) =>
      Number(size),
    );
    return 1024 * kilobytes.reduce((sum, size) => sum + size, 0);
  } catch {
    return null;
  }
}
