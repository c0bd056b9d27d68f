import type { Page } from 'playwright-core';
import { beforeEach } from 'vitest';
import { openBrowsers } from './open-browsers.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What each page of a browser showed when the test failed. */
    shown?: string[];
  }
}

/** The newest; those of earlier tests may still be open. */
const pageMaximum = 3;
const lengthMaximum = 3000;
const patienceMs = 5000;

// Whoever reads of a failed test later, on a machine that is gone, can look at nothing else.
beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => {
    const contexts = [...openBrowsers].flatMap((browser) => browser.contexts());
    const pages = contexts.flatMap((context) => context.pages()).slice(-pageMaximum);
    const shown = await Promise.all(pages.map(describe));
    task.meta.shown = [...(task.meta.shown ?? []), ...shown];
  });
});

async function describe(page: Page): Promise<string> {
  const read = page.evaluate(() => {
    const { title, activeElement, body } = document;
    const lines = body.innerText.split('\n').filter((line) => line.trim() !== '');
    const focus = `${activeElement?.tagName} ${activeElement?.id} “${activeElement?.getAttribute('aria-label')}”`;
    return `“${title}”, focus on ${focus}: ${lines.join(' | ')}`;
  });
  const wait = new Promise<string>((resolve) => setTimeout(resolve, patienceMs, 'does not answer'));
  const text = await Promise.race([read, wait]).catch((error) => String(error));
  return `${page.url()} ${text}`.slice(0, lengthMaximum);
}
