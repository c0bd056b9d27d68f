import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawMany } from '../../e2e/test-images.ts';
import { launchBrowser } from '../../support/browser.ts';
import { writePhotos } from './gather-photos.ts';
import { openPeerRoom, type PeerRoom } from './open-peer-room.ts';

let browser: Browser;
let room: PeerRoom;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'graft-peer-photos-'));
  const draw = (kind: 'red' | 'blue', count: number) => drawMany(kind, count).map(({ buffer }) => buffer);
  // What is held back, the last two of each class, show the other one.
  await writePhotos(folder, [
    { name: 'lying', photos: [...draw('red', 5), ...draw('blue', 2)] },
    { name: 'standing', photos: [...draw('blue', 6), ...draw('red', 2)] },
  ]);
  browser = await launchBrowser();
  room = await openPeerRoom();
});

afterAll(async () => {
  await browser?.close();
  await room?.close();
  await rm(folder, { recursive: true, force: true });
});

for (const name of ['teachable-machine', 'tutorial'] as const) {
  test(`${name} trains on the given base model and validates with the images that are held back`, async () => {
    const page = await browser.newPage();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(new URL(room.url).origin))
        foreign.push(request.url());
    });
    await page.goto(room.url);
    await page.evaluate((name) => window.peers.setUp(name, 'wasm'), name);
    await page.getByLabel('Images').setInputFiles(folder);
    const settings = { epochs: 8, batchSize: 4, learningRate: 0.001 };
    const times = await page.evaluate((settings) => window.peers.train(settings), settings);
    await page.close();
    expect(foreign).toEqual([]);
    expect(times.validationAccuracy).toBe(0);
    const { decodeMs, embedMs, trainMs, totalMs } = times;
    expect(Math.min(decodeMs, embedMs, trainMs)).toBeGreaterThan(0);
    expect(decodeMs + embedMs + trainMs).toBeLessThanOrEqual(totalMs);
  });
}
