import type { Answer } from '../shared/answer.ts';
import type { TrainingFailure } from '../shared/failure.ts';
import { growHead } from '../training/grow-head.ts';
import type { Head } from '../training/head.ts';
import { createHeadTrainer, type HeadTrainer } from '../training/head-trainer.ts';
import { prepareTrainingData, type TrainingData } from '../training/training-data.ts';
import type { TrainingRequest } from '../training/training-types.ts';
import { type GrowthPoint, type GrowthRequest, type GrowthStep, growthWays } from './growth.ts';

type Growing<Result> = AsyncGenerator<GrowthStep, Result, Answer | undefined>;

/** Training on goes on for so many epochs: enough for a head to forget, and few enough to see how. */
const growthEpochs = 20;

/**
 * Trains a head on all classes but one, then gives it a column for that one and trains on: on the images of the new class
 * alone, where it forgets the old ones (catastrophic forgetting: McCloskey and Cohen, 1989), and on the cached
 * embeddings of the old ones beside them, where it does not (rehearsal: Robins, 1995). Both begin with the same head. Runs on
 * the current TF.js backend; ends when answered `stop`.
 * @returns null when all is done or it was stopped
 */
export async function* tryGrowth({
  data,
  newClassIndex,
  settings,
}: GrowthRequest): Growing<TrainingFailure | null> {
  const { classIndexes, classCount, trainingRows, judgedRows } = data;
  const isNew = (row: number) => classIndexes[row] === newClassIndex;
  const oldRows = trainingRows.filter((row) => !isNew(row));
  const newRows = trainingRows.filter(isNew);
  const judged = { old: judgedRows.filter((row) => !isNew(row)), new: judgedRows.filter(isNew) };
  const request: TrainingRequest = {
    ...data,
    validationRows: new Int32Array(),
    // Weights of classes, and rates that fall over a run, would tell two stories at once.
    settings: { ...settings, classWeighting: 'none', schedule: 'constant' },
  };
  const oldClasses = Array.from({ length: classCount }, (_, column) => column).filter(
    (column) => column !== newClassIndex,
  );
  const stepCount = settings.epochs + growthWays.length * growthEpochs;
  let doneCount = 0;
  let stopped = false;
  const prepared = await prepareTrainingData(request);

  try {
    const oldHead = yield* learnOld();
    if (oldHead === null || 'kind' in oldHead) return oldHead;
    const initialHead = growHead(
      oldHead,
      Array.from({ length: classCount }, (_, column) =>
        column === newClassIndex ? null : oldClasses.indexOf(column),
      ),
    );
    for (const way of growthWays) {
      const rows = way === 'new-only' ? newRows : trainingRows;
      const trainer = createHeadTrainer({ ...request, initialHead }, prepared, 'fit', rows);
      try {
        const measure = async (epoch: number): Promise<GrowthPoint> => ({
          way,
          epoch,
          oldAccuracy: await measureAccuracy(trainer, judged.old),
          newAccuracy: await measureAccuracy(trainer, judged.new),
        });
        if (yield* report([await measure(0)], 0)) return null;
        for (let epoch = 1; epoch <= growthEpochs; epoch++) {
          const failure = await trainOnce(trainer, epoch);
          if (failure !== null) return failure;
          if (yield* report([await measure(epoch)], 1)) return null;
        }
      } finally {
        trainer.dispose();
      }
    }
    return null;
  } finally {
    prepared.dispose();
  }

  /** The head before the class came: it has no column for it. @returns null when it was stopped */
  async function* learnOld(): Growing<Head | TrainingFailure | null> {
    const oldRequest: TrainingRequest = {
      ...request,
      // Rows of the new class get any column: none of them is trained on here.
      classIndexes: classIndexes.map((column) => Math.max(0, oldClasses.indexOf(column))),
      classCount: oldClasses.length,
    };
    const oldData: TrainingData = await prepareTrainingData(oldRequest);
    const trainer = createHeadTrainer(oldRequest, oldData, 'fit', oldRows);
    try {
      for (let epoch = 1; epoch <= settings.epochs; epoch++) {
        const failure = await trainOnce(trainer, epoch);
        if (failure !== null) return failure;
        if (yield* report([], 1)) return null;
      }
      return await trainer.readHead();
    } finally {
      trainer.dispose();
      oldData.dispose();
    }
  }

  async function* report(points: readonly GrowthPoint[], steps: number): Growing<boolean> {
    doneCount += steps;
    stopped ||= (yield { doneFraction: doneCount / stepCount, points }) === 'stop';
    return stopped;
  }
}

async function trainOnce(trainer: HeadTrainer, epoch: number): Promise<TrainingFailure | null> {
  const { loss } = await trainer.trainEpoch();
  return Number.isFinite(loss) ? null : { kind: 'loss-not-finite', epoch };
}

async function measureAccuracy(trainer: HeadTrainer, rows: Int32Array): Promise<number | null> {
  return rows.length === 0 ? null : (await trainer.measure(rows)).accuracy;
}
