import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { buildEnginePage, type EnginePage } from '../support/build-engine-page.ts';
import { startServer, type TestServer } from '../support/serve.ts';

const lanHost = 'graft.test';

let enginePage: EnginePage;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  enginePage = await buildEnginePage();
  server = await startServer({}, enginePage.folder);
  browser = await launchBrowser([`--host-resolver-rules=MAP ${lanHost} 127.0.0.1`]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await enginePage?.remove();
});

async function openPage(host: string): Promise<Page> {
  const page = await browser.newPage();
  const { port } = new URL(server.origin);
  await page.goto(`http://${host}:${port}/engine-page.html`);
  return page;
}

/** What became of a call that was under way when the worker ended, and of the start after it. */
async function endWorker(page: Page) {
  const start = () =>
    page.evaluate(() =>
      window.engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {}),
    );
  await start();
  const call = page.evaluate(() => {
    // The page does not answer, so the run waits for as long as the worker lives.
    const { client, toBlob } = window.engine;
    return client.embedImages([{ id: 'a', image: toBlob([1], 'image/png') }], () => new Promise(() => {}));
  });
  await page.workers()[0]?.evaluate(() => self.close());
  return { answer: await call, again: await start() };
}

describe.each([
  ['with Web Locks', '127.0.0.1', true],
  ['without them, as over plain http from another machine', lanHost, false],
])('%s', (_, host, hasLocks) => {
  test('a worker that ends without a word is noticed, and the next start makes another', async () => {
    const page = await openPage(host);
    expect(await page.evaluate(() => 'locks' in navigator)).toBe(hasLocks);
    const { answer, again } = await endWorker(page);
    expect(answer).toEqual({ kind: 'engine-crashed', detail: 'the worker was ended' });
    expect(again).toMatchObject({ backend: 'wasm' });
    expect(await page.evaluate(() => window.engine.crashes)).toHaveLength(1);
    await page.close();
  });
});

test('without Web Locks, a worker that computes for a long time without a pause is not given up', async () => {
  const page = await openPage(lanHost);
  await page.evaluate(() =>
    window.engine.client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {}),
  );
  await page.workers()[0]?.evaluate(() => {
    const endMs = performance.now() + 6_000;
    while (performance.now() < endMs);
  });
  expect(await page.evaluate(() => window.engine.client.countTensors())).toBe(0);
  expect(await page.evaluate(() => window.engine.crashes)).toEqual([]);
  await page.close();
});
