import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { DataSet } from '../data-sets.ts';
import { type Candidate, groupCandidates, listBatchVariants, listCandidates } from './candidates.ts';
import { describeScores, type Score, sortByAccuracy } from './describe-scores.ts';
import type { TrialResult } from './train-candidates.ts';
import { type Fold, foldCount } from './validate-fold.ts';

/**
 * Chooses default settings without a look at a test set: a stratified cross-validation of every candidate on the
 * training part of each data set, on wasm, a worker per processor. Prints the candidates, the best first, and where
 * the present defaults stand.
 * @param repeats how often the samples are dealt to folds anew
 * @returns the candidates by mean accuracy, the best first
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
    const perPart: TrialResult[][][] = [];
    for (const { name, page } of parts) {
      console.log(`Cross-validating ${candidates.length} candidates on ${name} ...`);
      perPart.push(await crossValidate(page, candidates, repeats));
    }
    return candidates.map((candidate, index) => ({
      candidate,
      perDataSet: perPart.map((results) => results[index] as TrialResult[]),
    }));
  };

  const scores = await score(listCandidates());
  const winner = sortByAccuracy(scores)[0] as Score;
  scores.push(...(await score(listBatchVariants(winner.candidate))));
  const sorted = sortByAccuracy(scores);
  for (const { page } of parts) await page.context().close();

  const runCount = sorted.length * repeats * foldCount * parts.length;
  const minutes = (performance.now() - startMs) / 60_000;
  console.log(
    `\n${describeScores(
      sorted,
      dataSets.map(({ name }) => name),
    )}`,
  );
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

/** @returns per candidate, what each fold gave, in one order of folds for all */
async function crossValidate(
  page: Page,
  candidates: readonly Candidate[],
  repeats: number,
): Promise<TrialResult[][]> {
  const folds: Fold[] = Array.from({ length: repeats * foldCount }, (_, i) => ({
    repeat: Math.floor(i / foldCount),
    heldOut: i % foldCount,
  }));
  const waiting = groupCandidates(candidates).flatMap((group) =>
    folds.map((fold, foldIndex) => ({ group, fold, foldIndex })),
  );
  const results = new Map<Candidate, TrialResult[]>(candidates.map((candidate) => [candidate, []]));
  const work = async (trainer: number) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { group, fold, foldIndex } = next;
      const ofFold = await page.evaluate(
        (trial) => window.bench.validateFold(trial.trainer, trial.group, trial.fold),
        { trainer, group, fold },
      );
      for (const [index, candidate] of group.entries()) {
        (results.get(candidate) as TrialResult[])[foldIndex] = ofFold[index] as TrialResult;
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, (_, trainer) => work(trainer)));
  return candidates.map((candidate) => results.get(candidate) as TrialResult[]);
}
