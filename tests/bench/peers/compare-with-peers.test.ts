import { expect, test } from 'vitest';
import { compareWithPeers } from './compare-with-peers.ts';
import { describePeers } from './describe-peers.ts';
import type { PeerRound, PeerSize } from './measure-peers.ts';

const strain = { longestTaskMs: 90, peakBytes: 300e6 };
const peer = { decodeMs: 1000, embedMs: 40_000, trainMs: 9000, validationAccuracy: 0.9, ...strain };
const training = {
  decodeMs: 100,
  embedMs: 9900,
  trainMs: 2000,
  otherMs: 500,
  totalMs: 12_500,
  validationAccuracy: 0.92,
  imagesEmbedded: 500,
  ...strain,
};

/** @param bareMs per image on all processors */
function createRound(peerTotalMs: number, bareMs: number): PeerRound {
  return {
    teachableMachine: { ...peer, totalMs: peerTotalMs },
    tutorial: { ...peer, totalMs: peerTotalMs - 10_000 },
    bare: {
      batchSize: 4,
      workerCount: 2,
      msPerImage: 40,
      msPerImageOnAll: bareMs,
      kernelMsPerImage: null,
      kernelMsPerImageOnAll: null,
    },
    graft: {
      cold: { ...training, startMs: 3000 },
      reopened: { firstPredictionMs: 1400, modelBytes: 0 },
      incremental: { ...training, totalMs: 3000, imagesEmbedded: 50, longestTaskMs: 120 },
      warm: { ...training, totalMs: 13_500, imagesEmbedded: 550, startMs: 1000 },
    },
  };
}

const size: PeerSize = {
  imageCount: 500,
  addedCount: 50,
  photos: 'made photos',
  rounds: [createRound(50_000, 19), createRound(100_000, 16), createRound(45_000, 20)],
};
const figures = {
  backend: 'wasm',
  settings: { epochs: 50, batchSize: 16, learningRate: 0.001 },
  sizes: [size],
} as const;

test('goals are judged by the median of the ratios of single rounds', () => {
  expect(compareWithPeers(figures).map(({ got, reached }) => [got, reached])).toEqual([
    ['4.00 [3.60 to 8.00] x', true],
    ['3.20 [2.80 to 7.20] x', true],
    ['1.05 [1.00 to 1.25] x', true],
    ['4.50 [4.50 to 4.50] x, 50 embedded', true],
    ['1.4 [1.4 to 1.4] s, 0 bytes', true],
    ['120 ms', false],
  ]);
});

test('an image that is embedded again, or a base model that is fetched again, misses the goal', () => {
  const [round] = size.rounds as [PeerRound];
  const { reopened, incremental } = round.graft;
  const graft = {
    ...round.graft,
    reopened: { ...reopened, modelBytes: 1 },
    incremental: { ...incremental, imagesEmbedded: 51 },
  };
  const goals = compareWithPeers({ ...figures, sizes: [{ ...size, rounds: [{ ...round, graft }] }] });
  expect(goals.slice(3, 5).map(({ reached }) => reached)).toEqual([false, false]);
});

test('time per image at 20,000 images is held against that at 500', () => {
  const [round] = size.rounds as [PeerRound];
  const cold = { ...round.graft.cold, embedMs: 499_900, decodeMs: 100, imagesEmbedded: 20_000 };
  const large = { ...size, imageCount: 20_000, rounds: [{ ...round, graft: { ...round.graft, cold } }] };
  expect(compareWithPeers({ ...figures, sizes: [size, large] }).at(-1)).toMatchObject({
    got: '1.25 x',
    reached: false,
  });
});

test('the table has a row for each way, with what is not decoding, embedding and training beside these', () => {
  const lines = describePeers(size).split('\n');
  expect(lines.find((line) => line.startsWith('Teachable Machine'))).toMatch(
    /50\.0 \[45\.0 to 100\.0] +1\.0 +40\.0 +9\.0 +0\.0 +10\.0 +300 +90 +0\.900$/,
  );
  expect(lines.find((line) => line.startsWith('Graft, 50 images added'))).toContain('3.0 [3.0 to 3.0]');
});
