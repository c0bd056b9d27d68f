import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { BackendName } from '../../../src/engine/engine-api.ts';
import type { DataSet } from '../data-sets.ts';
import type { BenchRoom } from '../open-bench-page.ts';
import { describePeers } from './describe-peers.ts';
import { gatherPhotos, writePhotos } from './gather-photos.ts';
import { openPeerRoom } from './open-peer-room.ts';
import type { PeerName, PeerSettings, PeerTimes } from './peer.ts';
import type { BarePass } from './time-bare-pass.ts';
import { type GraftVisits, visitGraft } from './visit-graft.ts';
import { type Strain, watchStrain } from './watch-strain.ts';

/** One round: everybody once, on the same images. */
export interface PeerRound {
  readonly teachableMachine: PeerTimes & Strain;
  readonly tutorial: PeerTimes & Strain;
  readonly bare: BarePass;
  readonly graft: GraftVisits;
}

/** All rounds on as many images. */
export interface PeerSize {
  readonly imageCount: number;
  readonly addedCount: number;
  readonly photos: string;
  readonly rounds: readonly PeerRound[];
}

export interface PeerFigures {
  readonly backend: BackendName;
  readonly settings: PeerSettings;
  readonly sizes: readonly PeerSize[];
}

/** The same for everybody. */
export const settings: PeerSettings = { epochs: 50, batchSize: 16, learningRate: 0.001 };
const usualSizes = [
  { imageCount: 50, roundCount: 3 },
  { imageCount: 500, roundCount: 2 },
];
const largeSizes = [
  { imageCount: 5000, roundCount: 1 },
  { imageCount: 20_000, roundCount: 1 },
];
/** Far beyond what any of them needs for an image. */
const patienceMsPerImage = 2000;

/**
 * Teachable Machine's library, the recipe of tutorials, the bare base model and the studio in one browser, in turn, each
 * round in the other direction; prints the table.
 */
export async function measurePeers(
  room: BenchRoom,
  dataSets: readonly DataSet[],
  backend: BackendName,
  full: boolean,
): Promise<PeerFigures> {
  const peerRoom = await openPeerRoom();
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-bench-photos-'));
  const sizes: PeerSize[] = [];
  const { epochs, batchSize } = settings;
  console.log(
    `\nFrom files to a trained head, beside peers, on ${backend}: ${epochs} epochs, batch ${batchSize}`,
  );
  try {
    for (const size of full ? [...usualSizes, ...largeSizes] : usualSizes) {
      const figures = await measureSize(room, dataSets, backend, size, peerRoom.url, folder);
      sizes.push(figures);
      console.log(describePeers(figures));
    }
  } finally {
    await peerRoom.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { backend, settings, sizes };
}

async function measureSize(
  room: BenchRoom,
  dataSets: readonly DataSet[],
  backend: BackendName,
  { imageCount, roundCount }: (typeof usualSizes)[number],
  peerUrl: string,
  folder: string,
): Promise<PeerSize> {
  const { browser } = room;
  const { source, classes, added } = await gatherPhotos(room, dataSets, imageCount);
  const before = await writePhotos(path.join(folder, `${imageCount}`), classes);
  const after = await writePhotos(path.join(folder, `${imageCount} and more`), [...classes, added]);
  const addedCount = added.photos.length;
  const timeoutMs = patienceMsPerImage * (imageCount + addedCount) + 120_000;
  const timeOne = (name: PeerName) => timePeer(browser, peerUrl, name, backend, before, timeoutMs);
  const contestants = {
    teachableMachine: () => timeOne('teachable-machine'),
    tutorial: () => timeOne('tutorial'),
    bare: () => timeBare(room, backend),
    graft: () => visitGraft({ browser, backend, settings, before, after, added, timeoutMs }),
  };
  const rounds: PeerRound[] = [];
  for (let round = 1; round <= roundCount; round++) {
    rounds.push(await runInTurn(contestants, round % 2 === 0));
    console.log(`${imageCount} images: round ${round} of ${roundCount} is done`);
  }
  return { imageCount, addedCount, photos: source, rounds };
}

async function runInTurn<Results extends object>(
  contestants: { readonly [Name in keyof Results]: () => Promise<Results[Name]> },
  backwards: boolean,
): Promise<Results> {
  const names = Object.keys(contestants) as (keyof Results)[];
  const results: Partial<Results> = {};
  for (const name of backwards ? names.reverse() : names) results[name] = await contestants[name]();
  return results as Results;
}

async function timePeer(
  browser: Browser,
  url: string,
  name: PeerName,
  backend: BackendName,
  folder: string,
  timeoutMs: number,
): Promise<PeerTimes & Strain> {
  const context = await browser.newContext();
  context.setDefaultTimeout(timeoutMs);
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(([name, backend]) => window.peers.setUp(name, backend), [name, backend] as const);
  const { result: times, strain } = await watchStrain(browser, page, async () => {
    await page.getByLabel('Images').setInputFiles(folder);
    return page.evaluate((settings) => window.peers.train(settings), settings);
  });
  await context.close();
  return { ...times, ...strain };
}

async function timeBare({ openPage }: BenchRoom, backend: BackendName): Promise<BarePass> {
  const page = await openPage();
  const times = await page.evaluate((backend) => window.bench.timeBarePass(backend), backend);
  await page.context().close();
  return times;
}
