import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { exportOfflinePage } from '../../src/core/export/offline-page/export-offline-page.ts';
import { writeSnippets } from '../../src/ui/features/export/write-snippet.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import { drawStripesPng } from '../e2e/test-images.ts';
import { nodeRuntime } from '../engine/support/node-ports.ts';
import { startServer } from '../engine/support/serve.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OfflinePage, openOfflinePage } from './open-offline-page.ts';

const labels = ['cat', 'dog "x" & <b>', '</script>', '🦊', 'y'.repeat(200), 'cat'];
const image = drawStripesPng('red', 1);

let browser: Browser;
let html: Uint8Array;

beforeAll(async () => {
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  html = await writePage(labels);
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
});

async function writePage(named: readonly string[], noneThreshold: number | null = null): Promise<Uint8Array> {
  const head = createTestHead(1024, 0, named.length);
  const description = { ...describeTestModel(named), calibration: { temperature: 1, noneThreshold } };
  const runtime = await nodeRuntime.loadOfflinePage();
  return exportOfflinePage(await readBuiltInBase(), head, description, runtime).bytes;
}

/** Drops the image on the heading, or pastes it there. */
function hand({ page }: OfflinePage, way: 'drop' | 'paste'): Promise<void> {
  const { name, mimeType, buffer } = image;
  return page.evaluate(
    ([how, fileName, type, base64]) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], fileName, { type }));
      const event =
        how === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
      document.querySelector('h1')?.dispatchEvent(event);
    },
    [way, name, mimeType, buffer.toString('base64')] as const,
  );
}

test('labels arrive letter by letter, equal ones too, and the page says what it is and what it cannot', async () => {
  const offline = await openOfflinePage(browser, html);
  const { predictions } = await offline.classify(image);
  expect(predictions.map(({ label }) => label).sort()).toEqual([...labels].sort());
  expect(predictions.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 5);
  const shown = await offline.page.getByRole('list', { name: 'Predictions' }).locator('bdi').allInnerTexts();
  expect(shown).toEqual(predictions.map(({ label }) => label));
  const text = await offline.page.locator('body').innerText();
  for (const said of ['6 classes', 'March 4, 2026', '87.5%', 'MobileNet V1', 'only the square', '9.8.7'])
    expect(text).toContain(said);
  expect(offline.complaints).toEqual([]);
});

test('a browser without SIMD gets the plain build, and the same answers', async () => {
  const withSimd = await openOfflinePage(browser, html);
  const expected = await withSimd.classify(image);
  const without = await openOfflinePage(browser, html, {}, () => {
    // What tells TF.js whether there is SIMD: a module that has such an instruction.
    WebAssembly.validate = () => false;
  });
  const { predictions } = await without.classify(image);
  predictions.forEach(({ label, confidence }, index) => {
    expect(label).toBe(expected.predictions[index]?.label);
    expect(confidence).toBeCloseTo(expected.predictions[index]?.confidence ?? Number.NaN, 4);
  });
});

test('below the threshold it says “None of these”, and why', async () => {
  const offline = await openOfflinePage(browser, await writePage(['one', 'two', 'three'], 0.99));
  const { label, confidence } = await offline.classify(image);
  expect(label).toBeNull();
  const shown = `${Math.round(1000 * confidence) / 10}%`;
  await offline.page.getByText(`It is only ${shown} sure of its best guess; below 99%`).waitFor();
  await offline.page.getByRole('status').getByText('None of these').waitFor();
});

test('images come in by drop and paste, too, and what is no image is refused with a sentence', async () => {
  const offline = await openOfflinePage(browser, html);
  const { predictions } = await offline.classify(image);
  for (const way of ['drop', 'paste'] as const) {
    const detail = await offline.tellsAfter('graft-prediction', () => hand(offline, way));
    expect(detail).toMatchObject({ source: 'file', predictions });
  }
  const refused = {
    'empty.png': [Buffer.alloc(0), 'This file is empty.'],
    'notes.txt': [Buffer.from('hello'), 'This is not an image that can be opened here.'],
    'half.png': [image.buffer.subarray(0, 20_000), 'damaged or cut short'],
    'photo.heic': [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'not an image that can be opened here'],
  } as const;
  for (const [name, [buffer, sentence]] of Object.entries(refused)) {
    expect(await offline.refuse({ name, mimeType: '', buffer: Buffer.from(buffer) }), name).toContain(
      sentence,
    );
    expect(await offline.readPredictions()).toEqual([]);
  }
  expect((await offline.classify(image)).predictions).toEqual(predictions);
  expect(offline.complaints).toEqual([]);
});

test('the camera is classified frame after frame until it is ended', async () => {
  const offline = await openOfflinePage(browser, html);
  await offline.waitUntilReady();
  const { page } = offline;
  const detail = await offline.tellsAfter('graft-prediction', () =>
    page.getByRole('button', { name: 'Use camera' }).click(),
  );
  expect(detail).toMatchObject({ source: 'camera' });
  await offline.tellsAfter('graft-prediction', async () => {});
  expect(await offline.readPredictions()).toHaveLength(labels.length);
  const track = await page
    .getByLabel('What the camera sees')
    .evaluateHandle((video: HTMLVideoElement) => (video.srcObject as MediaStream).getVideoTracks()[0]);
  await page.getByRole('button', { name: 'End camera' }).click();
  expect(await track.evaluate((live) => live?.readyState)).toBe('ended');
  expect(await offline.readPredictions()).toEqual([]);
  // A file takes the place of the camera.
  await page.getByRole('button', { name: 'Use camera' }).click();
  await page.getByRole('button', { name: 'End camera' }).waitFor();
  await hand(offline, 'drop');
  await page.getByRole('img', { name: 'The square of red-1.png that the model sees' }).waitFor();
  await page.getByRole('button', { name: 'Use camera' }).waitFor();
  expect(offline.complaints).toEqual([]);
});

test('without a camera, and where it is refused, a sentence says what to do', async () => {
  const offline = await openOfflinePage(browser, html, {}, () => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await offline.waitUntilReady();
  await offline.tellsAfter('graft-problem', () =>
    offline.page.getByRole('button', { name: 'Use camera' }).click(),
  );
  await offline.page.getByText('The camera may not be used here.').first().waitFor();
  expect((await offline.classify(image)).source).toBe('file');
});

test('ten classes are shown at first, all of them when asked for', async () => {
  const many = Array.from({ length: 300 }, (_, index) => `class ${index}`);
  const offline = await openOfflinePage(browser, await writePage(many));
  await offline.classify(image);
  expect(await offline.readPredictions()).toHaveLength(10);
  await offline.page.getByRole('button', { name: 'Show all 300' }).click();
  expect(await offline.readPredictions()).toHaveLength(300);
  await offline.page.getByText('“class 5”, and 294 more.').waitFor();
});

test('a page that has lost a part says so, and one that may not compile', async () => {
  const text = new TextDecoder().decode(html);
  const damaged = text.replace(/(id="graft-weights">[^<]{1000})[^<]*/, '$1');
  const offline = await openOfflinePage(browser, new TextEncoder().encode(damaged));
  await offline.page.getByText('The model in here is damaged').first().waitFor();
  const forbidden = text.replace("'wasm-unsafe-eval'", '');
  const other = await openOfflinePage(browser, new TextEncoder().encode(forbidden));
  await other.page.getByText('This browser cannot run the model').first().waitFor();
  await expect.poll(() => other.page.getByRole('button', { name: 'Use camera' }).isDisabled()).toBe(true);
});

test('inside of another page, by the code that the studio shows, it works as well, camera included', async () => {
  const usual = { name: 'MobileNet V1', inputSize: 224, embeddingSize: 1024, inputRange: [-1, 1] } as const;
  const [frameCode] = writeSnippets({ format: 'offline-page' }, usual, {
    fileName: 'graft-page-a-b.html',
    labels: ['a', 'b'],
    noneThreshold: null,
  });
  const server = await startServer({
    '/': { type: 'text/html', body: `<!doctype html><p>A page.</p>${frameCode?.code}` },
    '/graft-page-a-b.html': { type: 'text/html', body: html },
  });
  const page = await browser.newPage();
  await page.goto(server.origin);
  const frame = page.frameLocator('iframe[title="Image classifier"]');
  await frame.getByText('Show it an image').first().waitFor();
  await frame.getByRole('button', { name: 'Use camera' }).click();
  await frame.getByRole('list', { name: 'Predictions' }).waitFor();
  expect(server.requests.filter((path) => path !== '/favicon.ico')).toEqual(['/', '/graft-page-a-b.html']);
  await server.close();
});

test('nothing is violated, light and dark, wide and narrow', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      const offline = await openOfflinePage(browser, html, { colorScheme, viewport: { width, height: 900 } });
      await offline.waitUntilReady();
      await expectSound();
      await offline.classify(image);
      await expectSound();

      async function expectSound() {
        const { page } = offline;
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        expect(found, `${colorScheme}, ${width} px`).toEqual([]);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways).toBe(0);
        const { height = 0 } = (await page.getByRole('button', { name: 'Use camera' }).boundingBox()) ?? {};
        expect(height).toBeGreaterThanOrEqual(44);
      }
    }
  }
});

test('the keyboard reaches everything', async () => {
  const offline = await openOfflinePage(browser, html);
  await offline.waitUntilReady();
  await offline.page.keyboard.press('Tab');
  const focused = () =>
    offline.page.evaluate(
      () => document.querySelector('graft-classifier')?.shadowRoot?.activeElement?.ariaLabel,
    );
  await expect.poll(focused).toBe('Image to classify');
  const [chooser] = await Promise.all([
    offline.page.waitForEvent('filechooser'),
    offline.page.keyboard.press('Enter'),
  ]);
  await offline.tellsAfter('graft-prediction', () => chooser.setFiles(image));
  await offline.page.keyboard.press('Tab');
  const camera = await offline.tellsAfter('graft-prediction', () => offline.page.keyboard.press('Enter'));
  expect(camera).toMatchObject({ source: 'camera' });
});
