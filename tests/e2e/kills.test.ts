import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveBuild } from '../../scripts/serve.mjs';
import { createRandom, randomIndex } from '../../src/core/shared/random.ts';
import { createMortalBrowser, type MortalBrowser } from './mortal-browser.ts';
import { StudioPage } from './studio-page.ts';
import { drawMany, packZip } from './test-images.ts';

const killCount = 20;
const imagesPerImport = 24;

let server: Awaited<ReturnType<typeof serveBuild>>;
let browser: MortalBrowser;

beforeAll(async () => {
  server = await serveBuild({ basePath: '/school/graft/' });
  browser = await createMortalBrowser();
});

afterAll(async () => {
  await browser?.remove();
  await server?.close();
});

/** What the page said at one moment. */
interface Shown {
  readonly imageCount: number;
  readonly readyCount: number;
  /** Epochs of the run that is under way; 0 where none is. */
  readonly epochCount: number;
}

function readShown(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    // The cards alone: the progress of an import counts images, too.
    const cards = [...document.querySelectorAll<HTMLElement>('#images [role="group"]')];
    const sum = (pattern: RegExp) =>
      cards.reduce((total, card) => total + Number(pattern.exec(card.innerText)?.[1] ?? 0), 0);
    const imageCount = sum(/^(\d+) images?$/m);
    const [, epochs] =
      /Epoch (\d+) of/.exec(document.querySelector<HTMLElement>('#train')?.innerText ?? '') ?? [];
    return {
      imageCount,
      readyCount: imageCount - sum(/^(\d+) waiting$/m),
      epochCount: Number(epochs ?? 0),
    };
  });
}

/** The ways in which everything can end. The worker's end leaves the page; it goes on by itself. */
const endings = ['tab', 'renderer', 'worker', 'browser'] as const;

async function end(page: Page, ending: (typeof endings)[number]): Promise<void> {
  if (ending === 'browser') return browser.kill();
  if (ending === 'tab') return page.close();
  if (ending === 'worker') {
    await page.workers()[0]?.evaluate(() => self.close());
    return;
  }
  const session = await page.context().newCDPSession(page);
  void session.send('Page.crash').catch(() => {});
  await page.waitForEvent('crash', { timeout: 5000 }).catch(() => {});
  await page.close();
}

async function open(): Promise<StudioPage> {
  const context = await browser.open();
  const studio = new StudioPage(await context.newPage());
  await studio.open(server.url);
  return studio;
}

test(`${killCount} kills at random moments of import and training lose no image that was shown and no finished epoch`, async () => {
  const random = createRandom(11);
  let studio = await open();
  let importedCount = 0;
  const lost: string[] = [];
  const happened: string[] = [];

  for (let kill = 1; kill <= killCount; kill++) {
    const ending = endings[randomIndex(random, endings.length)] ?? 'tab';
    const isImport = kill === 1 || random.next() < 0.5;
    const { page } = studio;
    if (isImport) {
      const files = drawMany(random.next() < 0.5 ? 'red' : 'blue', imagesPerImport, 1000 * kill);
      const paths = files.map((file, index) => [`${index % 2 === 0 ? 'a' : 'b'}/${file.name}`, file.buffer]);
      await studio.importZip(packZip(`${kill}.zip`, Object.fromEntries(paths)));
      importedCount += imagesPerImport;
      await setTimeout(50 + randomIndex(random, 1500));
    } else {
      await studio.waitUntilImagesAreReady(60_000);
      await studio.setNumber('Epochs', 1000);
      await studio.setNumber('Batch size', 4);
      await studio.trainButton.click();
      await page
        .locator('#train')
        .getByText(/^Epoch \d+ of 1000$/)
        .waitFor({ timeout: 30_000 });
      await setTimeout(randomIndex(random, 800));
    }
    const shown = await readShown(page);
    await end(page, ending);

    if (ending !== 'worker') studio = await open();
    await studio.page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor({ timeout: 60_000 });
    const found = await readShown(studio.page);
    happened.push(
      `${kill}. ${isImport ? 'import' : 'training'}, ${ending}: ${JSON.stringify(shown)}, then ${JSON.stringify(found)}`,
    );
    if (found.imageCount < shown.imageCount) lost.push(`${kill}: images ${found.imageCount}`);
    if (found.imageCount > importedCount) lost.push(`${kill}: too many images ${found.imageCount}`);
    if (found.readyCount < shown.readyCount) lost.push(`${kill}: embeddings ${found.readyCount}`);
    if (!isImport) {
      await expect.poll(() => studio.page.locator('#train').getByRole('progressbar').count()).toBe(0);
      const useIt = studio.button('Use its head');
      if (await useIt.isVisible()) await useIt.click();
      const { history } = await studio.downloadReport();
      if (history.length < shown.epochCount) lost.push(`${kill}: epochs ${history.length}`);
    }
  }
  console.log(happened.join('\n'));
  expect(lost).toEqual([]);
}, 600_000);
