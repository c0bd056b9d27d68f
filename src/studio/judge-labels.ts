import { dealFolds } from '../core/dataset/deal-folds.ts';
import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import type { LabelCheck } from '../core/evaluation/find-label-errors.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { BaseModelInfo, EngineClient } from '../engine/engine-api.ts';
import { groupSamples, type NearDuplicateFinder } from './find-near-duplicates.ts';
import type { CheckedLabels, LabelSuspect } from './label-check.ts';
import { selectActiveClassSamples, selectActiveSamples } from './select-active-samples.ts';
import type { StudioContext } from './studio-context.ts';

/** Each image is judged by a head that was trained on four fifths of the others. */
const foldCount = 5;
/** Of the whole work, comparing the images with each other is about this much. */
const comparedFraction = 0.2;

/**
 * Judges the label of every image that takes part in training by a head that has not seen it.
 * @param report is told how much is done, 0 to 1
 * @returns null when it was stopped, or some images are not embedded yet
 */
export async function judgeLabels(
  { store, embeddings }: StudioContext,
  finder: NearDuplicateFinder,
  client: EngineClient,
  baseModel: BaseModelInfo,
  report: (doneFraction: number) => 'continue' | 'stop',
): Promise<CheckedLabels | Failure | null> {
  const { classes, samples: all, settings } = store.getState();
  const samples = selectActiveSamples(classes, all);
  const classIds = [...selectActiveClassSamples(classes, all).keys()];
  if (classIds.length < 2) return { kind: 'too-few-classes', classCount: classIds.length };
  const nearDuplicates = await finder.find(samples, client, baseModel, (done) =>
    report(comparedFraction * done),
  );
  if (nearDuplicates === null || isFailure(nearDuplicates)) return nearDuplicates;
  const groups = groupSamples(samples, nearDuplicates);
  const rows = samples.map(({ imageHash }) =>
    imageHash === null ? null : embeddings.get(imageHash, baseModel),
  );
  if (groups === null || !rows.every((row) => row !== null)) return null;
  const columns = new Map(classIds.map((id, column) => [id, column]));
  const request = {
    embeddings: stackEmbeddings(rows, baseModel.embeddingSize),
    classIndexes: Int32Array.from(samples, ({ classId }) => columns.get(classId) as number),
    classCount: classIds.length,
  };
  const folds = Int32Array.from(dealFolds(samples, groups, foldCount, settings.seed));
  const labels = await client.checkLabels(
    { ...request, folds, foldCount, seed: settings.seed },
    async (done) => report(comparedFraction + (1 - comparedFraction) * done),
  );
  if (labels === null || isFailure(labels)) return labels;
  const misfits = await client.findMisfits(request);
  if (isFailure(misfits)) return misfits;
  const outliers = misfits.flatMap((misfit) => (misfit.kind === 'far-from-own' ? [misfit] : []));
  const suspects = listSuspects(
    labels,
    outliers.toSorted((a, b) => b.drop - a.drop).map(({ row }) => row),
    samples.map(({ id }) => id),
    samples.map(({ classId }) => classId),
    classIds,
  );
  return { phase: 'checked', checkedCount: samples.length, suspects };
}

/** Each image once, by what is worst about it. */
function listSuspects(
  { errors, ambiguous }: LabelCheck,
  outlierRows: readonly number[],
  sampleIds: readonly string[],
  ownClassIds: readonly string[],
  classIds: readonly string[],
): readonly LabelSuspect[] {
  const suspect = (kind: LabelSuspect['kind'], row: number, otherColumn: number | null): LabelSuspect => ({
    kind,
    sampleId: sampleIds[row] as string,
    classId: ownClassIds[row] as string,
    otherClassId: otherColumn === null ? null : (classIds[otherColumn] as string),
  });
  const all = [
    ...errors.map(({ row, suggestedClassIndex }) => suspect('error', row, suggestedClassIndex)),
    ...ambiguous.map(({ row, classIndexes: [first, second] }) =>
      suspect('ambiguous', row, classIds[first] === ownClassIds[row] ? second : first),
    ),
    ...outlierRows.map((row) => suspect('outlier', row, null)),
  ];
  const seen = new Set<string>();
  return all.filter(({ sampleId }) => !seen.has(sampleId) && seen.add(sampleId));
}
