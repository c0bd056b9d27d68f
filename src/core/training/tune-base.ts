import type { Block } from '../embedding/cut-base-model.ts';
import type { TunedLayers } from '../embedding/tuned-layers.ts';
import type { Answer } from '../shared/answer.ts';
import type { Head } from './head.ts';
import type { LossAndAccuracy } from './head-trainer.ts';
import { type TrainingClock, trainHead } from './train-head.ts';
import type { EpochRecord, TrainingResult } from './training-types.ts';
import { createTuningTrainer, type TuningTrainer } from './tuning-trainer.ts';
import type { TuningOutcome, TuningRequest, TuningStep } from './tuning-types.ts';

type Tuning<Result> = AsyncGenerator<TuningStep, Result, Answer | undefined>;

/** A model at one time of the run. */
interface TunedModel {
  readonly head: Head;
  readonly tunedLayers: TunedLayers | null;
}

/** What ends a refit before its time. */
type BrokenOff = 'stopped' | 'loss-not-finite';

/** The best of the epochs so far; of the head alone while `tunedLayers` is null. */
interface BestEpoch extends TunedModel {
  readonly epoch: number;
  readonly validationLoss: number;
}

/**
 * Trains a head, then head and the last blocks of the base model together, reporting each epoch, and with the blocks each
 * batch, because those take long; answer `stop` to end early. The head goes first, because the gradients of one that knows nothing would spoil the blocks.
 *
 * The epoch with the lowest validation loss is the best one, whether it is one of the head alone or of both; where nothing
 * is validated, the last. Then, where the settings ask for it, there is a validation set and the run came to its end, the
 * refit: head and blocks are trained anew on training and validation rows together for that many epochs, which takes
 * as long again. A stop before its end leaves what the best epoch left.
 *
 * Runs on the current TF.js backend. The same request on the same backend gives the same model.
 * @param blocks those behind the cut that the request's activations were taken at
 * @returns the model and its history; a failure when training cannot start, or when the very first epoch breaks
 */
export async function* tuneBase(
  request: TuningRequest,
  blocks: readonly Block[],
  clock: TrainingClock,
): Tuning<TuningOutcome> {
  const startMs = clock.now();
  const alone = { ...request, settings: { ...request.settings, refit: false } };
  const warmUp = yield* trainHead(alone, clock);
  if ('kind' in warmUp) return warmUp;
  if (warmUp.ending === 'stopped' || warmUp.ending === 'loss-not-finite') {
    return { ...warmUp, tunedLayers: null, validationLayers: null };
  }
  const { best, history, ending } = yield* tuneBlocks(request, blocks, warmUp, clock);
  const wantsRefit = request.settings.refit && request.validationRows.length > 0 && ending === 'finished';
  const refit = wantsRefit ? yield* refitBest(request, blocks, warmUp, best, clock) : null;
  const refitDone = refit !== null && typeof refit !== 'string';
  const { head, tunedLayers } = refitDone ? refit : best;
  return {
    head,
    tunedLayers,
    validationHead: best.head,
    validationLayers: best.tunedLayers,
    bestEpoch: best.epoch,
    refitDone,
    history,
    ending: typeof refit === 'string' ? refit : ending,
    durationMs: clock.now() - startMs,
  };
}

/** Trains for an epoch, asking after each batch. @returns null when it was stopped in its middle */
async function* runEpoch(trainer: TuningTrainer): Tuning<LossAndAccuracy | null> {
  const batches = trainer.trainEpoch();
  for (;;) {
    const next = await batches.next();
    if (next.done) return next.value;
    const answer = yield { phase: 'batch', doneFraction: next.value };
    if (answer === 'stop' && next.value < 1) return null;
  }
}

/**
 * Trains anew on training and validation rows together, for as many epochs as were best: of the head alone, then of both.
 * @returns what the refit left, or what ended it before its time
 */
async function* refitBest(
  request: TuningRequest,
  blocks: readonly Block[],
  warmUp: TrainingResult,
  best: BestEpoch,
  clock: TrainingClock,
): Tuning<TunedModel | BrokenOff> {
  const onAll = {
    ...request,
    trainingRows: Int32Array.from([...request.trainingRows, ...request.validationRows]),
    validationRows: new Int32Array(),
  };
  const blockEpochs = best.tunedLayers === null ? 0 : best.epoch - warmUp.history.length;
  const epochCount = warmUp.bestEpoch + blockEpochs;
  const head = yield* refitHead(onAll, warmUp.bestEpoch, epochCount, clock);
  if (typeof head === 'string' || blockEpochs === 0) {
    return typeof head === 'string' ? head : { head, tunedLayers: null };
  }
  const trainer = createTuningTrainer(onAll, blocks, head, 'tuning refit');
  try {
    for (let epoch = warmUp.bestEpoch + 1; epoch <= epochCount; epoch++) {
      const trained = yield* runEpoch(trainer);
      if (trained === null) return 'stopped';
      if (!Number.isFinite(trained.loss)) return 'loss-not-finite';
      const answer = yield { phase: 'refit', epoch, epochCount };
      if (answer === 'stop' && epoch < epochCount) return 'stopped';
    }
    return { head: await trainer.readHead(), tunedLayers: await trainer.readBlocks() };
  } finally {
    trainer.dispose();
  }
}

async function* refitHead(
  onAll: TuningRequest,
  headEpochs: number,
  epochCount: number,
  clock: TrainingClock,
): Tuning<Head | BrokenOff> {
  const settings = { ...onAll.settings, epochs: headEpochs };
  const training = trainHead({ ...onAll, settings }, clock);
  let next = await training.next();
  let wasStopped = false;
  while (!next.done) {
    const epoch = next.value.phase === 'fit' ? next.value.record.epoch : next.value.epoch;
    const answer = yield { phase: 'refit', epoch, epochCount };
    wasStopped = answer === 'stop' && epoch < epochCount;
    next = await training.next(answer);
  }
  if (wasStopped) return 'stopped';
  // The same request passed before, so nothing but its numbers can have gone wrong.
  return 'kind' in next.value || next.value.ending === 'loss-not-finite'
    ? 'loss-not-finite'
    : next.value.head;
}

async function* tuneBlocks(
  request: TuningRequest,
  blocks: readonly Block[],
  warmUp: TrainingResult,
  clock: TrainingClock,
): Tuning<{ best: BestEpoch; history: readonly EpochRecord[]; ending: TrainingResult['ending'] }> {
  const { validationRows, settings } = request;
  const epochCount = warmUp.history.length + settings.tuningEpochs;
  const history: EpochRecord[] = [...warmUp.history];
  let best: BestEpoch = {
    head: warmUp.validationHead,
    tunedLayers: null,
    epoch: warmUp.bestEpoch,
    validationLoss: warmUp.history[warmUp.bestEpoch - 1]?.validationLoss ?? Number.POSITIVE_INFINITY,
  };
  const trainer = createTuningTrainer(request, blocks, warmUp.validationHead, 'tuning');
  try {
    for (let epoch = warmUp.history.length + 1; epoch <= epochCount; epoch++) {
      const epochStartMs = clock.now();
      const trained = yield* runEpoch(trainer);
      if (trained === null) return { best, history, ending: 'stopped' };
      const { loss, accuracy } = trained;
      const validation = validationRows.length > 0 ? await trainer.measure(validationRows) : null;
      const validationLoss = validation?.loss ?? null;
      if (!Number.isFinite(loss) || (validationLoss !== null && !Number.isFinite(validationLoss))) {
        return { best, history, ending: 'loss-not-finite' };
      }
      if (validationLoss === null || validationLoss < best.validationLoss) {
        const [head, tunedLayers] = [await trainer.readHead(), await trainer.readBlocks()];
        best = { head, tunedLayers, epoch, validationLoss: validationLoss ?? Number.POSITIVE_INFINITY };
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
        phase: 'tune',
        record,
        epochCount,
        bestEpoch: best.epoch,
        validationClasses: validation?.predictedClasses ?? new Uint16Array(),
      };
      if (answer === 'stop' && epoch < epochCount) return { best, history, ending: 'stopped' };
    }
    return { best, history, ending: 'finished' };
  } finally {
    trainer.dispose();
  }
}
