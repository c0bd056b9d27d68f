import type { BrowserContext } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OfflineSession, startOfflineSession } from './offline-session.ts';
import type { StudioPage } from './studio-page.ts';

let session: OfflineSession;

beforeEach(async () => {
  session = await startOfflineSession();
});

afterEach(async () => {
  await session?.close();
});

const newVersion = (studio: StudioPage) => studio.page.getByText('A new version is ready');

/** As the browser does it by itself, when a page is opened and then now and then. */
async function askForNewVersion({ page }: StudioPage): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

async function countOldFiles({ page }: StudioPage): Promise<number> {
  return page.evaluate(async () => {
    const name = (await caches.keys()).find((each) => each.startsWith('graft-app-')) ?? '';
    const keys = await (await caches.open(name)).keys();
    return keys.filter(({ url }) => url.includes('/assets/') && !/-next\d+\./.test(url)).length;
  });
}

/**
 * A start. The browser changes versions a moment after the last page has closed: a page opened within that moment still gets
 * the old one or, on a slow machine, is not answered at all. Then a person opens it again.
 */
async function startWithNextVersion(context: BrowserContext): Promise<StudioPage> {
  const start = async () => {
    for (const page of context.pages()) await page.close();
    const studio = await session.openStudio(context);
    return { studio, title: await studio.page.title() };
  };
  let started = await start().catch(() => null);
  for (let attempt = 1; started?.title.startsWith('Next Graft') !== true && attempt < 10; attempt++) {
    started = await start().catch(() => null);
  }
  expect(started?.title).toMatch(/^Next Graft/);
  return (started as NonNullable<typeof started>).studio;
}

test('a new version is offered and never forced; an open page goes on with its own files; a click takes it up', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await studio.page.getByText('Works offline from now on').waitFor({ timeout: 60_000 });
  await studio.importStripes({ red: 8, blue: 8 });
  const other = await session.openStudio(context);
  await other.page.getByText('Works offline from now on').waitFor({ timeout: 60_000 });
  await other.importStripes({ green: 7, blue: 7 });

  await session.deployNextVersion();
  await askForNewVersion(studio);
  await newVersion(studio).waitFor({ timeout: 30_000 });
  await newVersion(other).waitFor({ timeout: 30_000 });
  const use = studio.button('Use it now');

  // It waits while there is work.
  await studio.setNumber('Epochs', 1000);
  await studio.setNumber('Batch size', 1);
  await studio.startTraining(1000);
  await studio.page.getByText('waits until this is done').waitFor();
  expect(await use.getAttribute('aria-disabled')).toBe('true');
  await use.click({ force: true });
  await studio.page.locator('#train').getByRole('button', { name: 'Stop' }).click();
  await studio.waitUntilTrained();
  expect(await studio.page.title()).toMatch(/^Graft/);
  expect(await studio.readClasses()).toEqual({ red: 8, blue: 8 });

  // The old page's lazy parts are no longer on the host.
  await studio.button('Credits and licences').click();
  await studio.page
    .getByRole('dialog', { name: /^Credits/ })
    .getByText('OpenMoji')
    .first()
    .waitFor();
  await studio.page.keyboard.press('Escape');

  await use.click();
  await expect.poll(() => studio.page.title(), { timeout: 20_000 }).toMatch(/^Next Graft/);
  await expect.poll(() => studio.readClasses()).toEqual({ red: 8, blue: 8 });
  await studio.page.getByText('Works offline from now on').waitFor({ timeout: 60_000 });

  // The other page is still the old one, with all that it had, and with its old files.
  expect(await other.page.title()).toMatch(/^Graft/);
  expect(await other.readClasses()).toEqual({ green: 7, blue: 7 });
  await other.page.getByRole('button', { name: /^Engine/ }).click();
  const dialog = other.page.getByRole('dialog', { name: /^Engine/ });
  await dialog.getByRole('button', { name: 'Measure again' }).click();
  await other.page.keyboard.press('Escape');
  await other.setNumber('Epochs', 2);
  await other.train();
  expect(await countOldFiles(other)).toBeGreaterThan(20);

  // Once no page is open, the next start clears away what the old version needed.
  await other.page.close();
  await studio.page.close();
  const next = await startWithNextVersion(context);
  await expect.poll(() => countOldFiles(next), { timeout: 20_000 }).toBe(0);
  expect(session.sent.filter((file) => file.endsWith('weights.bin'))).toHaveLength(1);
  expect(session.complaints).toEqual([]);
});

test('where nothing is kept the browser asks before a new version is loaded, and a no changes nothing', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await studio.page.goto(`${session.url}?backend=wasm&keep=nothing`);
  await studio.page.getByText('Works offline from now on').waitFor({ timeout: 60_000 });
  await studio.importStripes({ red: 2, blue: 2 });
  await session.deployNextVersion();
  await askForNewVersion(studio);
  await newVersion(studio).waitFor({ timeout: 30_000 });
  studio.page.once('dialog', (dialog) => dialog.dismiss());
  await studio.button('Use it now').click();
  await expect
    .poll(() =>
      studio.page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r?.waiting ?? null)),
    )
    .toBe(null);
  expect(await studio.readClasses()).toEqual({ red: 2, blue: 2 });
  await studio.page.getByRole('button', { name: /^Engine/ }).click();
  await studio.page.getByRole('dialog', { name: /^Engine/ }).waitFor();
});

test('a new version that nobody takes up comes at the next start', async () => {
  const context = await session.createContext();
  const studio = await session.openStudio(context);
  await studio.page.getByText('Works offline from now on').waitFor({ timeout: 60_000 });
  const headsSent = () => session.sent.filter((file) => file.endsWith('imagenet-head.bin'));
  await expect.poll(headsSent, { timeout: 60_000 }).toHaveLength(1);
  await session.deployNextVersion();
  await askForNewVersion(studio);
  await newVersion(studio).waitFor({ timeout: 30_000 });
  await studio.page.reload();
  await newVersion(studio).waitFor({ timeout: 30_000 });
  expect(await studio.page.title()).toMatch(/^Graft/);
  await studio.page.close();
  const next = await startWithNextVersion(context);
  await expect.poll(() => countOldFiles(next), { timeout: 20_000 }).toBe(0);
  await session.closeHost();
  await context.setOffline(true);
  await next.page.reload();
  await next.importStripes({ red: 3, blue: 3 });
  // What the base model is made of stays the same.
  expect(headsSent()).toHaveLength(1);
  expect(session.complaints).toEqual([]);
});
