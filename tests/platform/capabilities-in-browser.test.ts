import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { imageDimensionsFromData } from 'image-dimensions';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { identifyImage } from '../../src/core/images/identify-image.ts';
import { launchBrowser } from '../support/browser.ts';
import { recordedSeconds, recordVideo } from '../support/record-video.ts';

const testPage = `<!doctype html><title>Capabilities</title>
  <input type="file" multiple aria-label="Images"><input type="file" webkitdirectory aria-label="Folder">
  <video muted playsinline></video>
  <script type="module" src="/tests/platform/capabilities-page.ts"></script>`;

let server: ViteDevServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'graft-platform-'));
  await makePets();
  server = await createServer({
    configFile: false,
    root: process.cwd(),
    cacheDir: path.join(folder, 'vite'),
    logLevel: 'error',
    // Nothing is bundled beforehand: a bundle that comes late would reload the page under the test.
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, host: '127.0.0.1', hmr: false },
    plugins: [
      {
        name: 'test-page',
        configureServer({ middlewares }) {
          middlewares.use('/capabilities', (_, response) => {
            // As strict as a host can be: no worker from a blob address, no code from a string.
            response.setHeader('Content-Security-Policy', "default-src 'self'; media-src 'self' blob:");
            response.setHeader('Content-Type', 'text/html');
            response.end(testPage);
          });
        },
      },
    ],
  });
  await server.listen();
  browser = await launchBrowser(['--use-fake-device-for-media-stream']);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(`${server.resolvedUrls?.local[0]}capabilities`);
  await page.waitForFunction(() => 'capabilities' in window);
});

afterEach(() => context.close());

/** A folder `pets` with 150 cats, more than a browser lists at once, and one dog two folders down. */
async function makePets(): Promise<void> {
  const pets = path.join(folder, 'pets');
  await mkdir(path.join(pets, 'cats'), { recursive: true });
  await mkdir(path.join(pets, 'dogs/big/old'), { recursive: true });
  for (let index = 1; index <= 150; index++)
    await writeFile(path.join(pets, `cats/${index}.jpg`), `${index}`);
  await writeFile(path.join(pets, 'dogs/big/old/1.jpg'), 'dog');
  await writeFile(path.join(folder, 'bare.jpg'), 'bare');
}

const petPaths = [
  ...Array.from({ length: 150 }, (_, index) => `pets/cats/${index + 1}.jpg`),
  'pets/dogs/big/old/1.jpg',
];

test('a ZIP is read without workers of its own', async () => {
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const zip = zipSync({ 'cats/1.jpg': strToU8('cat '.repeat(1000)), 'inner.zip': strToU8('x') });
  const read = await page.evaluate(
    async (bytes) => {
      const seen: (string | null)[] = [];
      const failure = await window.capabilities.readZip(new Blob([Uint8Array.from(bytes)]), async (entry) => {
        seen.push(
          'blob' in entry
            ? `${entry.path} ${entry.blob.type} ${(await entry.blob.text()).length}`
            : `${entry.path} ${entry.failure.kind}`,
        );
        return 'continue';
      });
      return [...seen, failure?.kind ?? null];
    },
    [...zip],
  );
  expect(workers).toEqual([]);
  expect(read).toEqual(['cats/1.jpg image/jpeg 4000', 'inner.zip zip-inside-zip', null]);
});

test('a dropped folder is listed whole, with paths, beside a dropped file', async () => {
  const devTools = await context.newCDPSession(page);
  const data = {
    items: [],
    files: [path.join(folder, 'pets'), path.join(folder, 'bare.jpg')],
    dragOperationsMask: 1,
  };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, x: 5, y: 5, data });
  }
  const files = await page.evaluate(async () => {
    const dropped = await window.capabilities.dropped;
    return Promise.all(dropped.map(async ({ path, blob }) => [path, await blob.text()]));
  });
  expect(files.map(([name]) => name)).toEqual(['bare.jpg', ...petPaths]);
  expect(files[0]?.[1]).toBe('bare');
  expect(files[150]?.[1]).toBe('150');
});

test('a picked folder is listed with paths, picked files by their names', async () => {
  await page.getByLabel('Folder').setInputFiles(path.join(folder, 'pets'));
  await page.getByLabel('Images').setInputFiles([path.join(folder, 'bare.jpg')]);
  const [picked, single] = await page.evaluate(() =>
    Array.from(document.querySelectorAll('input'), ({ files }) =>
      files === null ? [] : window.capabilities.readPickedFiles(files).map(({ path }) => path),
    ).toReversed(),
  );
  expect(picked).toEqual(petPaths);
  expect(single).toEqual(['bare.jpg']);
});

test('the camera gives a square JPEG and is off after it was stopped', async () => {
  await context.grantPermissions(['camera']);
  const { bytes, states } = await page.evaluate(async () => {
    const { openCamera, captureFrame } = window.capabilities;
    const camera = await openCamera(null);
    const video = document.querySelector('video');
    if ('kind' in camera || video === null) throw new Error('no camera');
    video.srcObject = camera.stream;
    await video.play();
    const picture = await captureFrame(video);
    camera.stop();
    return {
      bytes: [...new Uint8Array(await picture.arrayBuffer())],
      states: camera.stream.getTracks().map(({ readyState }) => readyState),
    };
  });
  const picture = Uint8Array.from(bytes);
  expect(identifyImage(picture)).toBe('jpeg');
  const dimensions = imageDimensionsFromData(picture);
  expect(dimensions?.width).toBe(dimensions?.height);
  expect(dimensions?.width).toBeLessThanOrEqual(640);
  expect(states).toEqual(['ended']);
});

test('a camera that the person does not allow is a failure, not an error', async () => {
  // Without a permission and without anyone to ask, the browser refuses.
  const failure = await page.evaluate(() => window.capabilities.openCamera(null));
  expect(failure).toEqual({ kind: 'camera-refused' });
});

test('an exported file becomes a download with its name and bytes', async () => {
  const coming = page.waitForEvent('download');
  const failure = await page.evaluate(() =>
    window.capabilities.downloadFile({
      fileName: 'head.zip',
      mediaType: 'application/zip',
      bytes: Uint8Array.of(80, 75, 3, 4),
    }),
  );
  const download = await coming;
  expect(failure).toBeNull();
  expect(download.suggestedFilename()).toBe('head.zip');
  expect([...(await readFile(await download.path()))]).toEqual([80, 75, 3, 4]);
});

test('preferences are kept from visit to visit', async () => {
  await page.evaluate(() => window.capabilities.createPreferences().write('backend', 'wasm'));
  await page.reload();
  await page.waitForFunction(() => 'capabilities' in window);
  expect(await page.evaluate(() => window.capabilities.createPreferences().read('backend'))).toBe('wasm');
});

test('a video that does not know its length gives the frames of the moments that are asked for', async () => {
  const recorded = await recordVideo(page);
  const { video, frames } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const opened = await window.capabilities.openVideo(new Blob([bytes], { type: 'video/webm' }));
    if ('kind' in opened) throw new Error(opened.kind);
    const { takeFrame, close, ...video } = opened;
    const frames: number[][] = [];
    // Backwards too, and all asked for at once.
    const blobs = await Promise.all([1.5, 0.5, 1].map(takeFrame));
    for (const blob of blobs) {
      const bitmap = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(1, 1);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0, 1, 1);
      frames.push([bitmap.width, bitmap.height, context?.getImageData(0, 0, 1, 1).data[0] ?? -1]);
    }
    close();
    return { video, frames };
  }, recorded);
  expect(video).toMatchObject({ width: 320, height: 240 });
  expect(Math.abs(video.durationSeconds - recordedSeconds)).toBeLessThan(0.5);
  for (const [index, seconds] of [1.5, 0.5, 1].entries()) {
    const [width, height, level = -1] = frames[index] ?? [];
    expect([width, height]).toEqual([240, 240]);
    expect(Math.abs((recordedSeconds * level) / 255 - seconds)).toBeLessThan(0.2);
  }
});

test('what cannot be played as a video is a failure, not an error', async () => {
  const failure = await page.evaluate(() =>
    window.capabilities.openVideo(new Blob(['no video'], { type: 'video/mp4' })),
  );
  expect(failure).toEqual({ kind: 'video-unplayable', mediaType: 'video/mp4' });
});
