import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileFilesMissing, listHostileFiles } from '../support/hostile-files.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** Takes features away, by lines of script, from the page and from its workers before they run. */
async function takeAway(
  context: BrowserContext,
  { page = '', workers = '' }: { readonly page?: string; readonly workers?: string },
): Promise<void> {
  await context.addInitScript(page);
  await context.route(/\/assets\/engine-worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch({ maxRetries: 3 });
    await route.fulfill({ response, body: `${workers}\n${await response.text()}` });
  });
}

/** From images to a prediction. */
async function useAll(studio: StudioPage): Promise<void> {
  await studio.importStripes({ red: 4, blue: 4 });
  await studio.setNumber('Epochs', 5);
  await studio.train();
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 77));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^red/);
}

test('without GPU, folder picker, clipboard and the names of cameras, as on an older iPad, all else works', {
  timeout: 240_000,
}, async () => {
  const studio = await session.openStudio({}, (context) =>
    takeAway(context, {
      page: `
        delete HTMLInputElement.prototype.webkitdirectory;
        delete DataTransferItem.prototype.webkitGetAsEntry;
        delete HTMLVideoElement.prototype.requestVideoFrameCallback;
        delete window.requestIdleCallback;
        delete window.Clipboard?.prototype.read;
        delete window.InputDeviceInfo?.prototype.getCapabilities;
        for (const name of ['persist', 'persisted', 'estimate', 'getDirectory']) {
          delete window.StorageManager?.prototype[name];
        }`,
      workers: `
        delete WorkerNavigator.prototype.gpu;
        const getContext = OffscreenCanvas.prototype.getContext;
        OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
          return kind === '2d' ? getContext.call(this, kind, ...rest) : null;
        };`,
    }),
  );
  const { page } = studio;
  // With no backend asked for, it finds out by itself what there is.
  await page.goto(session.url);
  await page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
  expect(await page.getByLabel('Import folder').count()).toBe(0);
  expect(await studio.button('Paste').count()).toBe(0);
  await useAll(studio);

  await page.getByRole('button', { name: /^Engine: WebAssembly/ }).click();
  const engine = page.getByRole('dialog');
  await engine.getByText('not available (this browser has no WebGPU)').waitFor();
  await engine.getByText('not available (this browser has no WebGL 2)').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Project: / }).click();
  await page
    .getByRole('dialog')
    .getByText(/The browser does not say how long it keeps it/)
    .waitFor();
  await page.keyboard.press('Escape');

  await studio.button('Use camera for red').click();
  await studio.button('Take picture').click();
  await page.getByRole('dialog').getByText('1 picture added').waitFor();
  await page.keyboard.press('Escape');

  expect(session.complaints).toEqual([]);
});

test('where the browser decodes neither HEIC nor giant images, the one comes in by another decoder, the other is refused', async ({
  skip,
}) => {
  if (hostileFilesMissing !== null) skip(hostileFilesMissing);
  const studio = await session.openStudio({}, (context) =>
    takeAway(context, { workers: 'delete self.ImageDecoder;' }),
  );
  const hostile = listHostileFiles();
  const files = ['modern/sample.heic', 'huge/giant-image.jpg'].map((name) => hostile.get(name) as string);
  await studio.button('Add class').click();
  await studio.fileInput('Add images to Class 1').setInputFiles(files);
  await expect.poll(async () => (await studio.readProblems()).length, { timeout: 60_000 }).toBe(1);
  const [problem] = await studio.readProblems();
  expect(problem?.file).toBe('giant-image.jpg');
  expect(problem?.sentence).toMatch(/pixels/);
  await expect.poll(() => studio.classCard('Class 1').innerText(), { timeout: 60_000 }).toMatch(/1 image\b/);
  expect(await studio.classCard('Class 1').getByRole('option', { name: 'sample.heic' }).count()).toBe(1);
  expect(session.complaints).toEqual([]);
});

test('where the browser forbids all storage, it says that nothing is kept, and all else works', {
  timeout: 240_000,
}, async () => {
  const forbid = (owner: string, name: string) =>
    `Object.defineProperty(${owner}, '${name}', { get() { throw new DOMException('forbidden', 'SecurityError'); } });`;
  const studio = await session.openStudio({}, (context) =>
    takeAway(context, {
      page: `
        ${['localStorage', 'sessionStorage', 'caches'].map((name) => forbid('window', name)).join('')}
        IDBFactory.prototype.open = () => { throw new DOMException('forbidden', 'SecurityError'); };`,
      workers: forbid('self', 'caches'),
    }),
  );
  const { page } = studio;
  await useAll(studio);
  await page.getByRole('button', { name: /^Project: .*, not all of it kept$/ }).click();
  await page
    .getByRole('dialog')
    .getByText(/Not everything of this project is kept/)
    .waitFor();
  await page.keyboard.press('Escape');
  const { bytes } = await studio.download('Save project');
  expect(bytes.length).toBeGreaterThan(10_000);
  expect(session.complaints).toEqual([]);
});

test('without a camera API the camera says why and what to do', async () => {
  const studio = await session.openStudio({}, (context) =>
    takeAway(context, { page: 'delete Navigator.prototype.mediaDevices;' }),
  );
  const { page } = studio;
  await studio.button('Add class').click();
  await studio.button('Use camera for Class 1').click();
  await page
    .getByRole('dialog')
    .getByText(/camera/i)
    .last()
    .waitFor();
  expect(await page.getByRole('dialog').innerText()).toMatch(/https/);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(session.complaints).toEqual([]);
});

test('a browser that is too old is told so, in a sentence that needs nothing new', async () => {
  const context = await session.browser.newContext();
  await context.addInitScript('delete Array.prototype.toSpliced; delete window.OffscreenCanvas;');
  const page = await context.newPage();
  await page.goto(session.url);
  await page.getByText(/Graft needs a newer browser than this one/).waitFor();
  await context.close();
});
