import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import type { CrossValidationRequest } from './cross-validation-request.ts';
import type { Head } from './head.ts';
import { createHeadTrainer } from './head-trainer.ts';
import { prepareTrainingData } from './training-data.ts';
import { findSettingProblem } from './training-settings.ts';

/** The head of one fold, and the rows that it has not been trained on. */
export interface FoldHead {
  readonly head: Head;
  readonly heldOutRows: Int32Array<ArrayBuffer>;
}

/**
 * Trains one head per fold on all rows outside of it, for as many epochs as the settings say, reporting after each epoch how
 * much is done, 0 to 1; answer `stop` to end. Folds without a row are passed over.
 *
 * Runs where `trainHead` does. The same request on the same backend gives the same heads.
 * @returns null when it was stopped; a failure when training cannot start, or breaks in any fold
 */
export async function* crossValidate(
  request: CrossValidationRequest,
): AsyncGenerator<number, readonly FoldHead[] | Failure | null, Answer | undefined> {
  const { folds, foldCount, settings, classCount, classIndexes, leftOutRows, fit } = request;
  const epochCount = fit?.bestEpoch ?? settings.epochs;
  const problem = findSettingProblem(settings);
  if (problem !== null) return problem;
  const data = await prepareTrainingData({ ...request, trainingRows: folds, validationRows: folds });
  try {
    const heads: FoldHead[] = [];
    for (let fold = 0; fold < foldCount; fold++) {
      const rows = [...folds.keys()];
      const heldOutRows = Int32Array.from(rows.filter((row) => folds[row] === fold));
      const trainedRows = Int32Array.from(
        rows.filter((row) => folds[row] !== fold && leftOutRows?.has(row) !== true),
      );
      if (heldOutRows.length === 0) continue;
      if (new Set(Array.from(trainedRows, (row) => classIndexes[row])).size < classCount)
        return { kind: 'class-without-training-samples', classNames: [] };
      const trainer = createHeadTrainer(
        { ...request, trainingRows: trainedRows, validationRows: heldOutRows },
        data,
        'fit',
        trainedRows,
      );
      try {
        for (let epoch = 1; epoch <= epochCount; epoch++) {
          const { loss } = await trainer.trainEpoch();
          if (!Number.isFinite(loss)) return { kind: 'loss-not-finite', epoch };
          trainer.observe(fit?.losses[epoch - 1] ?? loss);
          if ((yield (fold + epoch / epochCount) / foldCount) === 'stop') return null;
        }
        heads.push({ head: await trainer.readHead(), heldOutRows });
      } finally {
        trainer.dispose();
      }
    }
    return heads;
  } finally {
    data.dispose();
  }
}
