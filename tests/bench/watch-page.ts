import type { CDPSession, Page } from 'playwright-core';

/** The page while it works: how fast it answers clicks, and how much memory it and its worker take. */
export interface PageWatch {
  /** Ends the watch. */
  end(): Promise<PageStrain>;
}

export interface PageStrain {
  readonly clickCount: number;
  /** From a click to the frame that answers it, in milliseconds, by the browser's own event timing. */
  readonly slowestClickMs: number;
  /** JavaScript heaps of page and worker together, at most, in bytes. */
  readonly heapBytes: number;
  /** The same with array buffers and WebAssembly memory. */
  readonly heapAndBuffersBytes: number;
}

const clickPauseMs = 400;

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** Clicks on the page's name, which does nothing, again and again, and looks at the heaps. */
export async function watchPage(page: Page): Promise<PageWatch> {
  await page.evaluate(() => {
    const slowest = { ms: 0 };
    Object.assign(window, { slowestClick: slowest });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) {
        if (name === 'pointerdown' || name === 'click') slowest.ms = Math.max(slowest.ms, duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const heaps = await openHeaps(page);
  const name = await page.getByRole('heading', { level: 1 }).boundingBox();
  if (name === null) throw new Error('the page has no name to click on');
  let ended = false;
  let clickCount = 0;
  let heapBytes = 0;
  let heapAndBuffersBytes = 0;
  const watching = (async () => {
    while (!ended) {
      await page.mouse.click(name.x + 5, name.y + 5);
      clickCount++;
      const usages = await heaps.read();
      const sum = (part: (usage: HeapUsage) => number) =>
        usages.reduce((total, usage) => total + part(usage), 0);
      heapBytes = Math.max(
        heapBytes,
        sum(({ usedSize }) => usedSize),
      );
      heapAndBuffersBytes = Math.max(
        heapAndBuffersBytes,
        sum(({ usedSize, backingStorageSize }) => usedSize + backingStorageSize),
      );
      await page.waitForTimeout(clickPauseMs);
    }
  })();
  return {
    async end() {
      ended = true;
      await watching;
      const slowestClickMs = await page.evaluate(
        () => (window as unknown as { slowestClick: { ms: number } }).slowestClick.ms,
      );
      return { clickCount, slowestClickMs, heapBytes, heapAndBuffersBytes };
    },
  };
}

/** Reads the heaps of a page and of its workers, those that begin later too. */
async function openHeaps(page: Page): Promise<{ read(): Promise<readonly HeapUsage[]> }> {
  // Workers are reached by messages within the page's session, which the types of Playwright do not know.
  const session = (await page.context().newCDPSession(page)) as CDPSession & {
    send(method: string, parameters?: object): Promise<unknown>;
    on(event: string, listener: (parameters: { sessionId: string; message: string }) => void): void;
  };
  const workers = new Set<string>();
  const answers = new Map<string, (usage: HeapUsage | null) => void>();
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => {
    workers.delete(sessionId);
    answers.get(sessionId)?.(null);
  });
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const { result } = JSON.parse(message) as { result?: HeapUsage };
    if (result !== undefined) answers.get(sessionId)?.(result);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return {
    async read() {
      const ofWorkers = [...workers].map(async (sessionId) => {
        const answer = new Promise<HeapUsage | null>((resolve) => answers.set(sessionId, resolve));
        const message = JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' });
        await session.send('Target.sendMessageToTarget', { sessionId, message });
        return answer;
      });
      const ofPage = session.send('Runtime.getHeapUsage') as Promise<HeapUsage>;
      const usages = await Promise.all([ofPage, ...ofWorkers]);
      return usages.filter((usage) => usage !== null);
    },
  };
}
