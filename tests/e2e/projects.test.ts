import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

/** What this host has kept in the browser, by its kinds. */
function readKept(page: Page): Promise<Readonly<Record<string, readonly string[]>>> {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
    localStorage: Object.keys(localStorage),
    caches: await caches.keys(),
  }));
}

async function openProjects({ page }: StudioPage) {
  await page.getByRole('button', { name: /^Project:/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Projects' });
  await dialog.waitFor();
  return dialog;
}

test('a page that is loaded again has images, settings, model and figures, and predicts at once', async () => {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 8, blue: 8 });
  await studio.setNumber('Epochs', 12);
  await studio.train();
  const before = await studio.downloadReport();
  await studio.page.reload();
  await studio.page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
  expect(await studio.readClasses()).toEqual({ blue: 8, red: 8 });
  expect(await studio.page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('12');
  const after = await studio.downloadReport();
  expect({ ...after, createdAt: '' }).toEqual({ ...before, createdAt: '' });
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 90));
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 20_000 }).toMatch(/^red/);
  await studio.train();
  const again = await studio.downloadReport();
  expect(again.timings.imagesEmbedded).toBe(0);
  expect(again.history.map(({ loss }) => loss)).toEqual(before.history.map(({ loss }) => loss));
});

test('two tabs never have the same project: the second begins a new one and says where the other is', async () => {
  const first = await session.openStudio();
  await first.importStripes({ red: 3, blue: 3 });
  const second = new StudioPage(await first.page.context().newPage());
  await second.open(session.url);
  expect(await second.readClasses()).toEqual({});
  const notice = second.page
    .getByText(/is open in another tab of this browser, where nothing is lost/)
    .first();
  await notice.waitFor();
  await second.page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
  expect(await notice.isVisible()).toBe(true);
  await second.button('Try again').click();
  await notice.waitFor({ timeout: 10_000 });
  await second.button('Add class').first().click();
  await second.page
    .locator('main')
    .getByText(/is open in another tab/)
    .waitFor({ state: 'detached' });
  const dialog = await openProjects(second);
  const items = dialog.getByRole('list', { name: 'All projects in this browser' }).getByRole('listitem');
  await expect.poll(() => items.count()).toBe(2);
  await dialog
    .getByRole('button', { name: /^Open Project of/ })
    .first()
    .click();
  await dialog.getByText('is open in another tab of this browser').waitFor();
  expect(await first.readClasses()).toEqual({ red: 3, blue: 3 });

  await first.page.close();
  await dialog
    .getByRole('button', { name: /^Open Project of/ })
    .first()
    .click();
  await expect.poll(() => second.readClasses(), { timeout: 10_000 }).toEqual({ red: 3, blue: 3 });
});

test('projects are named, begun, opened and deleted in one dialog, which a screen reader can read', async () => {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 3, blue: 3 });
  let dialog = await openProjects(studio);
  await dialog.getByLabel('Name of this project').fill('Stripes');
  await dialog.getByLabel('Name of this project').blur();
  const item = dialog.getByRole('listitem').filter({ hasText: 'Stripes' });
  await item.getByText(/^6 images, /).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await studio.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: studio.page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
  await dialog.getByRole('button', { name: 'New project' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => studio.readClasses()).toEqual({});
  await studio.button('Add class').first().click();

  dialog = await openProjects(studio);
  await dialog.getByRole('button', { name: 'Open Stripes' }).click();
  await expect.poll(() => studio.readClasses()).toEqual({ red: 3, blue: 3 });
  dialog = await openProjects(studio);
  await dialog.getByRole('button', { name: 'Delete Stripes', exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete Stripes for good' }).click();
  await expect.poll(() => dialog.getByRole('listitem').filter({ hasText: 'Stripes' }).count()).toBe(0);
  await studio.page.keyboard.press('Escape');
  expect(await studio.readClasses()).toEqual({});
});

test('"Forget everything" asks once more and leaves nothing behind, in other tabs too', async () => {
  const studio = await session.openStudio();
  await studio.importStripes({ red: 3, blue: 3 });
  await studio.train();
  const other = new StudioPage(await studio.page.context().newPage());
  await other.open(session.url);
  await other.button('Add class').first().click();
  expect(Object.values(await readKept(studio.page)).every((kept) => kept.length > 0)).toBe(true);
  const dialog = await openProjects(studio);
  await dialog.getByRole('button', { name: 'Forget everything on this computer' }).click();
  await dialog.getByText('nobody can bring them back').waitFor();
  await dialog.getByRole('button', { name: 'Yes, forget everything' }).click();
  await dialog.waitFor({ state: 'detached' });
  await studio.button('Add class').first().waitFor();
  await expect.poll(() => studio.readClasses()).toEqual({});
  await expect.poll(() => other.readClasses().catch(() => null), { timeout: 10_000 }).toEqual({});
  const dialogAfter = await openProjects(studio);
  await dialogAfter.getByText('Nothing is kept yet.').waitFor();
  const kept = await readKept(studio.page);
  expect(kept.localStorage).toEqual([]);
});

test('"Keep nothing" deletes what was kept of this project and keeps nothing more', async () => {
  const studio = await session.openStudio();
  const context = studio.page.context();
  await studio.importStripes({ red: 2, blue: 2 });
  const dialog = await openProjects(studio);
  await dialog.getByRole('button', { name: 'Keep nothing of this visit' }).click();
  await dialog.getByText('Nothing is kept yet.').waitFor();
  await studio.page.keyboard.press('Escape');
  await studio.train();
  expect(await studio.readClasses()).toEqual({ red: 2, blue: 2 });
  await studio.page.getByRole('button', { name: /not kept$/ }).waitFor();
  await studio.page.close({ runBeforeUnload: false });
  const next = new StudioPage(await context.newPage());
  await next.open(session.url);
  expect(await next.readClasses()).toEqual({});
});
