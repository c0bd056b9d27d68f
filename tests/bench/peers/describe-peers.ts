import { alignColumns } from '../align-columns.ts';
import { describeSpread, median } from '../describe-spread.ts';
import type { PeerRound, PeerSize } from './measure-peers.ts';
import type { GraftTimes } from './time-graft.ts';
import type { Strain } from './watch-strain.ts';

type Times = Pick<GraftTimes, 'decodeMs' | 'embedMs' | 'trainMs' | 'totalMs' | 'validationAccuracy'> & Strain;

/** The figures of one size as a table: a row for each way, medians, with the range of the time in brackets. */
export function describePeers({ imageCount, addedCount, photos, rounds }: PeerSize): string {
  const all = imageCount + addedCount;
  const row = (name: string, imagesEmbedded: number, pick: (round: PeerRound) => Times) => {
    const times = rounds.map(pick);
    const middle = (part: (each: Times) => number, unit: number, digits: number) =>
      (median(times.map(part)) / unit).toFixed(digits);
    return [
      name,
      describeSpread(times.map(({ totalMs }) => totalMs / 1000)),
      middle(({ decodeMs }) => decodeMs, 1000, 1),
      middle(({ embedMs }) => embedMs, 1000, 1),
      middle(({ trainMs }) => trainMs, 1000, 1),
      middle((each) => each.totalMs - each.decodeMs - each.embedMs - each.trainMs, 1000, 1),
      (imagesEmbedded / (median(times.map(({ totalMs }) => totalMs)) / 1000)).toFixed(1),
      times.some(({ peakBytes }) => peakBytes === null)
        ? '-'
        : middle(({ peakBytes }) => peakBytes ?? 0, 1e6, 0),
      middle(({ longestTaskMs }) => longestTaskMs, 1, 0),
      middle(({ validationAccuracy }) => validationAccuracy, 1, 3),
    ];
  };
  const table = alignColumns([
    ['', 'trained after s', 'decode', 'embed', 'train', 'other', 'images/s', 'MB', 'busy ms', 'accuracy'],
    row('Teachable Machine', imageCount, ({ teachableMachine }) => teachableMachine),
    row('tutorial recipe', imageCount, ({ tutorial }) => tutorial),
    row('Graft, first visit', imageCount, ({ graft }) => graft.cold),
    row(`Graft, later visit, ${all} images`, all, ({ graft }) => graft.warm),
    row(`Graft, ${addedCount} images added`, addedCount, ({ graft }) => graft.incremental),
  ]);
  const spread = (pick: (round: PeerRound) => number) => describeSpread(rounds.map(pick));
  const { workerCount, batchSize } = (rounds[0] as PeerRound).bare;
  return [
    `\n${imageCount} images (${photos}), ${rounds.length} rounds: medians, lowest and highest in brackets`,
    table,
    `bare base model, batch ${batchSize}: ${spread(({ bare }) => bare.msPerImage)} ms per image in one worker, ` +
      `${spread(({ bare }) => bare.msPerImageOnAll)} in ${workerCount}`,
    ...(rounds.some(({ bare }) => bare.kernelMsPerImage === null)
      ? []
      : [
          `on Graft's own kernels: ${spread(({ bare }) => bare.kernelMsPerImage ?? 0)} ms per image in one worker, ` +
            `${spread(({ bare }) => bare.kernelMsPerImageOnAll ?? 0)} in ${workerCount}`,
        ]),
    `engine ready after ${spread(({ graft }) => graft.cold.startMs / 1000)} s on a first visit, ` +
      `${spread(({ graft }) => graft.warm.startMs / 1000)} s later; trained project opened again: first prediction after ` +
      `${spread(({ graft }) => graft.reopened.firstPredictionMs / 1000)} s`,
  ].join('\n');
}
