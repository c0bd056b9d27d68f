import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dragData } from './drag-files.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const dataUrl = `data:image/png;base64,${drawStripesPng('red', 1).buffer.toString('base64')}`;

test('an image of another page comes in where its address holds it, and is never fetched', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const drop = async (data: Readonly<Record<string, string>>, target: Locator) => {
    await (await dragData(page, data, target))();
  };
  await studio.button('Add class').click();
  const card = studio.classCard('Class 1');
  await drop({ 'text/html': `<meta charset="utf-8"><img alt="a cat" src="${dataUrl}">` }, card);
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ 'Class 1': 1 });
  await drop({ 'text/uri-list': `# a comment\r\n${dataUrl}` }, page.getByRole('heading', { name: 'Train' }));
  await expect.poll(() => studio.readClasses(), { timeout: 20_000 }).toEqual({ 'Class 1': 1, 'Class 2': 1 });

  const address = 'https://pictures.example/cat.jpg';
  await drop({ 'text/html': `<img src="${address}" onerror="document.title='broken into'">` }, card);
  await expect
    .poll(() => studio.readProblems(), { timeout: 20_000 })
    .toContainEqual({ file: address, sentence: expect.stringMatching(/Graft fetches nothing from there/) });
  await drop({ 'text/html': '<b>only words</b>' }, page.getByRole('heading', { name: 'Train' }));
  await expect
    .poll(() => studio.readProblems(), { timeout: 20_000 })
    .toContainEqual({
      file: 'What was dropped',
      sentence: expect.stringMatching(/^There is no image in it/),
    });
  expect(await studio.readClasses()).toEqual({ 'Class 1': 1, 'Class 2': 1 });
  expect(await page.title()).not.toContain('broken');
  expect(session.complaints).toEqual([]);
});

test('what is dragged from this page itself is not brought in', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const link = page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Export' });
  await link.dragTo(page.locator('#images'), { targetPosition: { x: 40, y: 40 } });
  expect(await studio.readProblems()).toEqual([]);
  expect(await studio.readClasses()).toEqual({});
});
