import { findLabelErrors, type LabelCheck } from '../evaluation/find-label-errors.ts';
import type { LabelCheckRequest } from '../evaluation/label-check-request.ts';
import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import { crossValidate } from '../training/cross-validate.ts';
import { defaultTrainingSettings } from '../training/training-settings.ts';
import { predictOutOfFold } from './predict-out-of-fold.ts';

type CheckSteps = AsyncGenerator<number, LabelCheck | Failure | null, Answer | undefined>;

/** About so many steps for each head. A head that is trained for long begins to learn the wrong labels, too. */
const stepCount = 300;
const epochLimits = { fewest: 10, most: 100 };

/**
 * Judges every label by a head that has not seen it: each fold by one trained on all the others, with the
 * default settings whatever the person has chosen, because wrong labels need a plain head. Done twice: the second time without
 * what was suspected at first, so that wrong labels do not teach the judges. Reports how much is done, 0 to 1.
 * @returns null when it was stopped
 */
export async function* checkLabels(request: LabelCheckRequest): CheckSteps {
  const { embeddings, classIndexes, classCount, folds, foldCount, seed } = request;
  const { batchSize } = defaultTrainingSettings;
  const stepsPerEpoch = Math.ceil((classIndexes.length * (1 - 1 / foldCount)) / batchSize);
  const epochs = Math.max(
    epochLimits.fewest,
    Math.min(Math.ceil(stepCount / stepsPerEpoch), epochLimits.most),
  );
  const settings = { ...defaultTrainingSettings, epochs, seed };
  const judge = async function* (leftOutRows: ReadonlySet<number>, from: number): CheckSteps {
    const work = crossValidate({
      embeddings,
      classIndexes,
      classCount,
      folds,
      foldCount,
      settings,
      leftOutRows,
    });
    try {
      let step = await work.next();
      while (!step.done) step = await work.next(yield from + step.value / 2);
      const heads = step.value;
      if (heads === null || 'kind' in heads) return heads;
      return findLabelErrors(predictOutOfFold(heads, embeddings, classCount), classIndexes, classCount);
    } finally {
      // Whoever asks may give up in between.
      await work.return(null);
    }
  };
  const first = yield* judge(new Set(), 0);
  if (first === null || 'kind' in first) return first;
  const second = yield* judge(chooseLeftOut(first, classIndexes, classCount), 0.5);
  // Where a class has next to nothing, a fold may be left without it.
  const lacksClass = second !== null && 'kind' in second && second.kind === 'class-without-training-samples';
  return lacksClass ? first : second;
}

/** The suspected rows, but no more than half of any class: something has to be learned from. */
function chooseLeftOut(
  { errors }: LabelCheck,
  classIndexes: Int32Array,
  classCount: number,
): ReadonlySet<number> {
  const room = new Array<number>(classCount).fill(0);
  for (const classIndex of classIndexes) room[classIndex] = (room[classIndex] as number) + 0.5;
  const leftOut = new Set<number>();
  for (const { row } of errors) {
    const classIndex = classIndexes[row] as number;
    if ((room[classIndex] as number) < 1) continue;
    room[classIndex] = (room[classIndex] as number) - 1;
    leftOut.add(row);
  }
  return leftOut;
}
