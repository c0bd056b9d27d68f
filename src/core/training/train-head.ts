import type { Answer } from '../shared/answer.ts';
import type { Failure } from '../shared/failure.ts';
import { findRequestProblem } from './find-request-problem.ts';
import type { Head } from './head.ts';
import { createHeadTrainer } from './head-trainer.ts';
import { prepareTrainingData, type TrainingData } from './training-data.ts';
import type {
  EpochRecord,
  TrainingOutcome,
  TrainingRequest,
  TrainingResult,
  TrainingStep,
} from './training-types.ts';

/** Milliseconds on a clock that never goes back. */
export interface TrainingClock {
  now(): number;
}

type Training<Result> = AsyncGenerator<TrainingStep, Result, Answer | undefined>;

/** What the fit found: the best head and how it got there. */
type Fit = Pick<TrainingResult, 'validationHead' | 'bestEpoch' | 'history' | 'ending'>;

/**
 * Trains a head on cached embeddings by cross-entropy, reporting each epoch; answer `stop` to end early.
 *
 * First the fit on the training rows: the epoch with the lowest validation loss is the best one, and its head is kept.
 * Where the settings have patience, it ends once that loss has not improved for so many epochs. Then, where the settings ask for it, there is a validation set and the fit ran to its end, the refit: a new head is
 * trained on training and validation rows together for that many epochs, at the same learning rates. A stop before the last of them leaves the head
 * of the fit.
 *
 * Where classes are weighted, the validation loss is the mean weighted by the same weights: the epoch is chosen by what
 * is trained for. A plain mean would choose the epoch that does best on the large classes.
 *
 * Runs on the current TF.js backend or without it (`prepareTrainingData`). The same request on the same backend gives the same head.
 * @returns the heads and their history; a failure when training cannot start, or when the very first epoch breaks
 */
export async function* trainHead(request: TrainingRequest, clock: TrainingClock): Training<TrainingOutcome> {
  const problem = findRequestProblem(request);
  if (problem !== null) return problem;
  const startMs = clock.now();
  const data = await prepareTrainingData(request);
  try {
    const run = yield* fitAndRefit(request, data, clock);
    return 'kind' in run ? run : { ...run, durationMs: clock.now() - startMs };
  } finally {
    data.dispose();
  }
}

async function* fitAndRefit(
  request: TrainingRequest,
  data: TrainingData,
  clock: TrainingClock,
): Training<Omit<TrainingResult, 'durationMs'> | Failure> {
  const fit = yield* fitHead(request, data, clock);
  if ('kind' in fit) return fit;
  const ofFit = { ...fit, head: fit.validationHead, refitDone: false };
  const wantsRefit = request.settings.refit && request.validationRows.length > 0;
  const ranToItsEnd = fit.ending === 'finished' || fit.ending === 'early';
  if (!wantsRefit || !ranToItsEnd) return ofFit;
  const refit = yield* refitHead(request, data, fit);
  return typeof refit === 'string' ? { ...ofFit, ending: refit } : { ...fit, head: refit, refitDone: true };
}

async function* fitHead(
  request: TrainingRequest,
  data: TrainingData,
  clock: TrainingClock,
): Training<Fit | Failure> {
  const { trainingRows, validationRows, settings } = request;
  const trainer = createHeadTrainer(request, data, 'fit', trainingRows);
  try {
    const history: EpochRecord[] = [];
    let best: { head: Head; epoch: number; validationLoss: number } | null = null;
    const patience = createPatience(settings);
    let ending: Fit['ending'] = 'finished';
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      const epochStartMs = clock.now();
      const { loss, accuracy } = await trainer.trainEpoch();
      const validation = validationRows.length > 0 ? await trainer.measure(validationRows) : null;
      const validationLoss = validation?.loss ?? null;
      if (!Number.isFinite(loss) || (validationLoss !== null && !Number.isFinite(validationLoss))) {
        if (best === null) return { kind: 'loss-not-finite', epoch };
        ending = 'loss-not-finite';
        break;
      }
      const head = await trainer.readHead();
      if (best === null || validationLoss === null || validationLoss < best.validationLoss) {
        best = {
          head,
          epoch,
          validationLoss: validationLoss ?? Number.POSITIVE_INFINITY,
        };
      }
      const record: EpochRecord = {
        epoch,
        loss,
        accuracy,
        validationLoss,
        validationAccuracy: validation?.accuracy ?? null,
        durationMs: clock.now() - epochStartMs,
      };
      history.push(record);
      const answer = yield {
        phase: 'fit',
        record,
        epochCount: settings.epochs,
        head,
        bestEpoch: best.epoch,
        validationClasses: validation?.predictedClasses ?? new Uint16Array(),
      };
      if (epoch === settings.epochs) break;
      if (answer === 'stop') {
        ending = 'stopped';
        break;
      }
      if (validationLoss !== null && patience.isOver(validationLoss)) {
        ending = 'early';
        break;
      }
      trainer.observe(validationLoss ?? loss);
    }
    if (best === null) throw new RangeError('training needs at least one epoch');
    return { validationHead: best.head, bestEpoch: best.epoch, history, ending };
  } finally {
    trainer.dispose();
  }
}

/** Counts epochs that are no better, as Keras's EarlyStopping does. */
function createPatience({ patience, minDelta }: TrainingRequest['settings']) {
  let lowestLoss = Number.POSITIVE_INFINITY;
  let waited = 0;
  return {
    /** Whether training should end after an epoch with this validation loss. */
    isOver(validationLoss: number): boolean {
      const isBetter = validationLoss < lowestLoss - minDelta;
      if (isBetter) lowestLoss = validationLoss;
      waited = isBetter ? 0 : waited + 1;
      return patience > 0 && waited >= patience;
    },
  };
}

/** @returns the head after as many epochs as were best in the fit, or what ended the refit before them */
async function* refitHead(
  request: TrainingRequest,
  data: TrainingData,
  { bestEpoch: epochCount, history }: Fit,
): Training<Head | 'stopped' | 'loss-not-finite'> {
  const rows = Int32Array.from([...request.trainingRows, ...request.validationRows]);
  const trainer = createHeadTrainer(request, data, 'refit', rows);
  try {
    for (let epoch = 1; epoch <= epochCount; epoch++) {
      const { loss } = await trainer.trainEpoch();
      if (!Number.isFinite(loss)) return 'loss-not-finite';
      const answer = yield { phase: 'refit', epoch, epochCount };
      if (answer === 'stop' && epoch < epochCount) return 'stopped';
      const seen = history[epoch - 1];
      trainer.observe(seen?.validationLoss ?? seen?.loss ?? loss);
    }
    return await trainer.readHead();
  } finally {
    trainer.dispose();
  }
}
