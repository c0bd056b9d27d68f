import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { buildEnginePage, type EnginePage } from './support/build-engine-page.ts';
import { drawPng } from './support/draw-image.ts';
import { startServer, type TestServer } from './support/serve.ts';

let enginePage: EnginePage;
let server: TestServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  enginePage = await buildEnginePage();
  server = await startServer({}, enginePage.folder);
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(`${server.origin}/engine-page.html`);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await enginePage?.remove();
});

test('many images are embedded on several processors, to the same numbers and in their order', async () => {
  await page.evaluate(() =>
    window.engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {}),
  );
  const files = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const image = drawPng(i % 2 === 0 ? 'discs' : 'checks', i, 64);
      return { bytes: [...new Uint8Array(await image.arrayBuffer())], type: image.type };
    }),
  );
  const laneCount = await page.evaluate(() => navigator.hardwareConcurrency);
  const countLanes = () => server.requests.filter((path) => path.includes('lane-worker')).length;
  const lanesBefore = countLanes();
  const few = await page.evaluate((files) => window.engine.embed(files), files.slice(0, 8));
  expect(countLanes()).toBe(lanesBefore);
  // The second time lanes are up.
  await page.evaluate((files) => window.engine.embed(files), files);
  const many = await page.evaluate((files) => window.engine.embed(files), files);
  if (laneCount > 1) expect(countLanes()).toBeGreaterThan(lanesBefore);
  expect(many.results.map(({ id }) => id)).toEqual(files.map((_, i) => `${i}`));
  expect(many.results.slice(0, 8)).toEqual(few.results);
});
