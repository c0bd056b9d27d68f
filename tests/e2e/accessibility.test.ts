import { AxeBuilder } from '@axe-core/playwright';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

async function findViolations(studio: StudioPage) {
  const { violations } = await new AxeBuilder({ page: studio.page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

describe.each([
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 1440 },
  { scheme: 'light', width: 390 },
] as const)('$scheme at $width px', ({ scheme, width }) => {
  test('no step violates a rule, from the empty page to the trained head, and nothing scrolls sideways', async () => {
    const studio = await session.openStudio({
      colorScheme: scheme,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    });
    const { page } = studio;
    const check = async () => {
      expect(await findViolations(studio)).toEqual([]);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways).toBeLessThanOrEqual(0);
    };
    await check();
    const files: Record<string, Uint8Array> = { 'red/broken.png': Uint8Array.from([1, 2, 3]) };
    for (const kind of ['red', 'blue', 'green'] as const) {
      for (const image of drawMany(kind, 5)) files[`${kind}/${image.name}`] = image.buffer;
    }
    await studio.importZip({
      name: 'three.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zipSync(files)),
    });
    await studio.waitUntilImagesAreReady();
    await check();
    await studio.setNumber('Epochs', 5);
    await studio.train();
    await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('blue', 9));
    await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(3);
    await check();
  });
});

test('the main job can be done with the keyboard alone', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  /** Tabs to the control of that name, as somebody without a mouse does. */
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 400; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
      });
      if (focused === name) return;
    }
    throw new Error(`Tab never reached ${name}`);
  };
  await tabTo('Sample images');
  await page.keyboard.press('Enter');
  await studio.waitUntilImagesAreReady();
  await tabTo('Train');
  await page.keyboard.press('Enter');
  await studio.waitUntilTrained();
  const download = page.waitForEvent('download');
  await tabTo('Download full model (TF.js)');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
});
