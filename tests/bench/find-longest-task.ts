import type { Browser, Page } from 'playwright-core';

/** The longest stretch in which the page's thread could not answer. */
export interface LongestTask {
  readonly wallMs: number;
  /** Of it, what the processor spent on the page: the rest was other work of the machine. */
  readonly processorMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly name?: string };
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
}

/** What is drawn and stored after `work` is still its own. */
const settledMs = 1500;

/** Finds the longest task of a page's thread while something is done, by the browser's own trace. */
export async function findLongestTask(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<LongestTask> {
  await browser.startTracing(page, {
    categories: ['-*', 'toplevel', 'disabled-by-default-devtools.timeline'],
  });
  await work();
  await page.waitForTimeout(settledMs);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const pageThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && pageThreads.has(threadOf(event)),
  );
  const longest = (part: (task: TraceEvent) => number) =>
    tasks.reduce((most, task) => Math.max(most, part(task)), 0) / 1000;
  return { wallMs: longest(({ dur = 0 }) => dur), processorMs: longest(({ tdur = 0 }) => tdur) };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}
