import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.mjs';
import { type OfflineSession, startOfflineSession, sumBytes } from './offline-session.ts';
import { StudioPage } from './studio-page.ts';
import { drawStripesPng } from './test-images.ts';

let session: OfflineSession;

beforeEach(async () => {
  session = await startOfflineSession();
});

afterEach(async () => {
  await session?.close();
});

function isImagenetHead(file: string): boolean {
  return file.endsWith('imagenet-head.bin');
}

/** Run in the page. */
async function countKeptModelFiles(): Promise<number> {
  const name = (await caches.keys()).find((each) => each.startsWith('graft-base-model-')) ?? '';
  return (await (await caches.open(name)).keys()).length;
}

async function waitUntilOfflineReady({ page }: StudioPage): Promise<void> {
  await page.getByText('Works offline from now on').waitFor({ timeout: 60_000 });
}

test('after one visit everything works without a host: samples, training, prediction, export, lazy parts', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await waitUntilOfflineReady(studio);
  const { page } = studio;
  // A file that nobody needs stands for the large parts, which are kept from their first use on.
  const assets = await readdir(path.join(projectFolder, 'dist/assets'));
  const rarePart = `assets/${assets.find((name) => name.includes('-threaded-'))}`;
  const fetchRarePart = () =>
    page.evaluate(async (file) => (await (await fetch(file)).blob()).size, rarePart);
  const rareBytes = await fetchRarePart();
  await session.closeHost();
  await context.setOffline(true);

  await page.reload();
  expect(await fetchRarePart()).toBe(rareBytes);
  await waitUntilOfflineReady(studio);
  await studio.button('Sample images').first().click();
  await studio.waitUntilImagesAreReady();
  await studio.setNumber('Epochs', 5);
  await studio.train();
  await page.getByRole('img', { name: 'Loss per epoch' }).waitFor();
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 1));
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(4);
  expect((await studio.download('Download full model (TF.js)')).bytes.length).toBeGreaterThan(6_000_000);
  expect((await studio.downloadReport()).timings.imagesEmbedded).toBeGreaterThan(300);
  await studio.button('Credits and licences').click();
  await page
    .getByRole('dialog', { name: /^Credits/ })
    .getByText('OpenMoji')
    .first()
    .waitFor();
  expect(session.complaints).toEqual([]);
});

test('nothing is sent twice for it, and a second visit asks only whether there is a new version', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await studio.button('Sample images').first().click();
  await waitUntilOfflineReady(studio);
  // It is not waited for: only comparing approaches needs it.
  await expect.poll(() => session.sent.filter(isImagenetHead), { timeout: 60_000 }).toHaveLength(1);
  // The page itself has two addresses.
  const files = session.sent.filter((file) => !isImagenetHead(file)).map((file) => file || 'index.html');
  const repeated = files.filter((file, i) => files.indexOf(file) !== i);
  expect(repeated).toEqual(['index.html']);
  expect(files.filter((file) => /weights\.bin|sample-images\.zip/.test(file))).toHaveLength(2);
  expect(files).not.toContainEqual(expect.stringMatching(/screenshot|threaded/));
  const sumMegabytes = (await sumBytes(files)) / 1e6;
  console.log(`First visit: ${files.length} files, ${sumMegabytes.toFixed(1)} MB before compression`);
  expect(sumMegabytes).toBeLessThan(14);

  session.sent.length = 0;
  await studio.page.close();
  await waitUntilOfflineReady(await session.openStudio(context));
  expect(session.sent.filter((file) => file !== 'service-worker.js')).toEqual([]);
  expect(session.complaints).toEqual([]);
});

test('the pretrained model is compared without a host, too, once a visit has been idle', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  const { page } = studio;
  await waitUntilOfflineReady(studio);
  await expect.poll(() => session.sent.filter(isImagenetHead), { timeout: 60_000 }).toHaveLength(1);
  await expect.poll(() => page.evaluate(countKeptModelFiles)).toBe(2);
  await session.closeHost();
  await context.setOffline(true);
  await page.reload();
  await studio.importStripes({ red: 10, blue: 10 });
  await studio.setNumber('Epochs', 3);
  await studio.train();
  await page.locator('summary').getByText('Compare and explore', { exact: true }).click();
  await studio.button('Compare approaches').click();
  await expect
    .poll(() => page.getByRole('row', { name: /^Pretrained model/ }).innerText(), { timeout: 120_000 })
    .toMatch(/\d%/);
  expect(session.complaints).toEqual([]);
});

test('who saves data loads nothing that is not needed', async () => {
  const context = await session.createContext();
  await context.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
  );
  const studio = await session.openStudio(context);
  await waitUntilOfflineReady(studio);
  await studio.page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 1000))),
  );
  expect(session.sent.filter(isImagenetHead)).toEqual([]);
});

test('kept weights that were damaged are fetched again', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await waitUntilOfflineReady(studio);
  const countWeights = () => session.sent.filter((file) => file.endsWith('weights.bin')).length;
  const engine = studio.page.getByRole('button', { name: 'Engine: WebAssembly' });
  await studio.page.evaluate(async () => {
    const name = (await caches.keys()).find((each) => each.startsWith('graft-base-model-')) ?? '';
    const cache = await caches.open(name);
    const [key] = await cache.keys();
    if (key === undefined) throw new Error('no weights are kept');
    const bytes = await (await cache.match(key))?.arrayBuffer();
    if (bytes === undefined) throw new Error('no weights are kept');
    new Uint8Array(bytes).fill(7, 1000, 1100);
    await cache.put(key, new Response(bytes));
  });
  expect(countWeights()).toBe(1);
  // The browser's own cache would give them unasked.
  await (await context.newCDPSession(studio.page)).send('Network.clearBrowserCache');
  await studio.page.reload();
  await engine.waitFor({ timeout: 30_000 });
  await expect.poll(countWeights).toBe(2);
  await (await context.newCDPSession(studio.page)).send('Network.clearBrowserCache');
  await studio.page.reload();
  await engine.waitFor({ timeout: 30_000 });
  await waitUntilOfflineReady(studio);
  expect(countWeights()).toBe(2);
});

test('what is kept can be forgotten, without touching what other pages of the host keep', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await waitUntilOfflineReady(studio);
  const others = ['a cache of another page', `graft-app-${new URL('/another/', session.url)}`];
  await studio.page.evaluate(async (names) => {
    for (const name of names) await caches.open(name);
  }, others);
  expect(await studio.page.evaluate(async () => (await caches.keys()).length)).toBeGreaterThan(3);

  await studio.page.addScriptTag({ content: await bundleForgetCaches() });
  await studio.page.evaluate('forgetting.forgetCaches()');
  const left = () =>
    studio.page.evaluate(async () => ({
      caches: (await caches.keys()).sort(),
      registrations: (await navigator.serviceWorker.getRegistrations()).length,
    }));
  expect(await left()).toEqual({ caches: others.sort(), registrations: 0 });
  await studio.importStripes({ red: 6, blue: 6 });
  await studio.setNumber('Epochs', 2);
  await studio.train();
  expect(await left()).toEqual({ caches: others.sort(), registrations: 0 });

  // Loaded again, the tab keeps nothing; the next visit does.
  await studio.page.close({ runBeforeUnload: false });
  const tab = await session.openStudio(context);
  await waitUntilOfflineReady(tab);
  await tab.page.addScriptTag({ content: await bundleForgetCaches() });
  await tab.page.evaluate('forgetting.forgetCaches()');
  await tab.page.reload();
  await tab.page.getByRole('button', { name: 'Engine: WebAssembly' }).waitFor();
  await tab.page.waitForTimeout(3_000);
  const keptByTab = await tab.page.evaluate(async () => (await caches.keys()).sort());
  expect(keptByTab).toEqual(others.sort());
  expect(session.complaints).toEqual([]);
});

/** The module as a script that a page can run. */
async function bundleForgetCaches(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: path.join(projectFolder, 'src/platform/forget-caches.ts'),
        formats: ['iife'],
        name: 'forgetting',
      },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (result === undefined || !('output' in result)) throw new Error('nothing was built');
  return result.output[0].code;
}

test('the page can be installed', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await waitUntilOfflineReady(studio);
  const devTools = await context.newCDPSession(studio.page);
  const { url, errors, data } = await devTools.send('Page.getAppManifest');
  expect({ url, errors }).toEqual({ url: `${session.url}graft.webmanifest`, errors: [] });
  const manifest = JSON.parse(data ?? '');
  expect(manifest).toMatchObject({ short_name: 'Graft', display: 'standalone', start_url: './' });
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await context.request.get(new URL(src, session.url).href);
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type]);
    const width = await studio.page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return image.naturalWidth;
    }, src);
    if (sizes !== 'any') expect(`${width}x${width}`).toBe(sizes);
  }
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  // A profile that leaves no traces installs nothing, whatever the page.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
});

test('where there is no service worker, all works as before and nothing complains', async () => {
  const context = await session.browser.newContext();
  const complaints: string[] = [];
  context.on('console', (message) => complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  const studio = new StudioPage(await context.newPage());
  await studio.open(session.url.replace('localhost', 'school.test'));
  expect(await studio.page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator])).toEqual([
    false,
    false,
  ]);
  await studio.importStripes({ red: 6, blue: 6 });
  await studio.setNumber('Epochs', 2);
  await studio.train();
  expect(await studio.page.getByText('Works offline').count()).toBe(0);
  expect(complaints).toEqual([]);
});
