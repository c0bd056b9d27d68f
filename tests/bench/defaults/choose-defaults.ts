import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import type { DataSet } from '../data-sets.ts';
import {
  type Candidate,
  groupCandidates,
  isDefault,
  listBatchVariants,
  listCandidates,
} from './candidates.ts';
import type { TrialResult } from './train-candidates.ts';
import { type Fold, foldCount } from './validate-fold.ts';

/** How a candidate did: the mean over data sets of its mean over repeats and folds. */
interface Score {
  readonly candidate: Candidate;
  readonly accuracy: number;
  readonly perDataSet: readonly TrialResult[];
}

/**
 * Chooses default settings without a look at a test set: a stratified cross-validation of every candidate on the
 * training part of each data set, on wasm, a worker per processor. Prints the candidates, the best first, and where
 * the present defaults stand.
 * @param repeats how often the samples are dealt to folds anew
 */
export async function chooseDefaults(
  openPage: () => Promise<Page>,
  dataSets: readonly DataSet[],
  repeats: number,
): Promise<readonly Score[]> {
  const startMs = performance.now();
  const parts: { readonly name: string; readonly page: Page }[] = [];
  for (const dataSet of dataSets) {
    console.log(`Embedding the training part of ${dataSet.name} (${dataSet.train.length} images) ...`);
    parts.push({ name: dataSet.name, page: await openTrainingPart(openPage, dataSet) });
  }
  const score = async (candidates: readonly Candidate[]): Promise<Score[]> => {
    const perPart: TrialResult[][] = [];
    for (const { name, page } of parts) {
      console.log(`Cross-validating ${candidates.length} candidates on ${name} ...`);
      perPart.push(await crossValidate(page, candidates, repeats));
    }
    return candidates.map((candidate, index) => {
      const perDataSet = perPart.map((results) => results[index] as TrialResult);
      return { candidate, accuracy: meanOf(perDataSet, 'accuracy'), perDataSet };
    });
  };

  const scores = await score(listCandidates());
  const winner = sortByAccuracy(scores)[0] as Score;
  scores.push(...(await score(listBatchVariants(winner.candidate))));
  const sorted = sortByAccuracy(scores);
  for (const { page } of parts) await page.context().close();

  const runCount = sorted.length * repeats * foldCount * parts.length;
  const minutes = (performance.now() - startMs) / 60_000;
  printScores(sorted, dataSets);
  console.log(
    `${runCount.toLocaleString('en')} runs (${sorted.length} candidates, ${parts.length} data sets, ` +
      `${foldCount} folds, ${repeats} ${repeats === 1 ? 'repeat' : 'repeats'}) in ${minutes.toFixed(1)} minutes.`,
  );
  return sorted;
}

/** A page that holds the embedded training part and a trainer per processor. */
async function openTrainingPart(openPage: () => Promise<Page>, { folder, train }: DataSet): Promise<Page> {
  const page = await openPage();
  const images = await Promise.all(train.map((file) => readFile(path.join(folder, file), 'base64')));
  await page.evaluate((part) => window.bench.openTrainingPart(part.files, part.images, part.trainerCount), {
    files: train,
    images,
    trainerCount: availableParallelism(),
  });
  return page;
}

/** @returns the mean over all repeats and folds of each candidate */
async function crossValidate(
  page: Page,
  candidates: readonly Candidate[],
  repeats: number,
): Promise<TrialResult[]> {
  const folds: Fold[] = Array.from({ length: repeats * foldCount }, (_, i) => ({
    repeat: Math.floor(i / foldCount),
    heldOut: i % foldCount,
  }));
  const waiting = groupCandidates(candidates).flatMap((group) => folds.map((fold) => ({ group, fold })));
  const results = new Map<Candidate, TrialResult[]>(candidates.map((candidate) => [candidate, []]));
  const work = async (trainer: number) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { group, fold } = next;
      const ofFold = await page.evaluate(
        (trial) => window.bench.validateFold(trial.trainer, trial.group, trial.fold),
        { trainer, group, fold },
      );
      for (const [index, candidate] of group.entries()) {
        results.get(candidate)?.push(ofFold[index] as TrialResult);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, (_, trainer) => work(trainer)));
  return candidates.map((candidate) => {
    const ofCandidate = results.get(candidate) ?? [];
    return {
      bestEpoch: meanOf(ofCandidate, 'bestEpoch'),
      accuracy: meanOf(ofCandidate, 'accuracy'),
      logLoss: meanOf(ofCandidate, 'logLoss'),
    };
  });
}

function printScores(sorted: readonly Score[], dataSets: readonly DataSet[]): void {
  console.log('\nHeld-out accuracy / mean best epoch / log loss; the mean accuracy first');
  console.log(
    `${'rank  mean    normalization  rate    epochs  L2     batch'.padEnd(60)}${dataSets.map(({ name }) => name.padEnd(20)).join('')}`,
  );
  for (const [index, { candidate, accuracy, perDataSet }] of sorted.entries()) {
    const { normalization, learningRate, epochs, l2, batchSize } = candidate;
    const columns = [
      String(index + 1).padEnd(6),
      accuracy.toFixed(4).padEnd(8),
      normalization.padEnd(15),
      String(learningRate).padEnd(8),
      String(epochs).padEnd(8),
      String(l2).padEnd(7),
      String(batchSize).padEnd(8),
      ...perDataSet.map((result) =>
        `${result.accuracy.toFixed(4)} / ${result.bestEpoch.toFixed(0)} / ${result.logLoss.toFixed(3)}`.padEnd(
          20,
        ),
      ),
    ];
    const mark = isDefault(candidate, defaultTrainingSettings) ? '<- the present defaults' : '';
    console.log(`${columns.join('')}${mark}`.trimEnd());
  }
  const rank = sorted.findIndex(({ candidate }) => isDefault(candidate, defaultTrainingSettings));
  const gap = (sorted[0]?.accuracy ?? 0) - (sorted[rank]?.accuracy ?? 0);
  console.log(
    rank === -1
      ? '\nThe present defaults are not among the candidates.'
      : `\nThe present defaults stand at rank ${rank + 1} of ${sorted.length}, ${gap.toFixed(4)} below the best.`,
  );
}

function sortByAccuracy(scores: readonly Score[]): Score[] {
  return [...scores].sort((a, b) => b.accuracy - a.accuracy);
}

function meanOf(results: readonly TrialResult[], figure: keyof TrialResult): number {
  return results.reduce((sum, result) => sum + result[figure], 0) / results.length;
}
