import type { Block } from '../embedding/cut-base-model.ts';
import type { TunedLayers } from '../embedding/tuned-layers.ts';
import type { Answer } from '../shared/answer.ts';
import type { Head } from './head.ts';
import { type TrainingClock, trainHead } from './train-head.ts';
import type { EpochRecord, TrainingResult } from './training-types.ts';
import { createTuningTrainer } from './tuning-trainer.ts';
import type { TuningOutcome, TuningRequest, TuningStep } from './tuning-types.ts';

type Tuning<Result> = AsyncGenerator<TuningStep, Result, Answer | undefined>;

/** The best of the epochs so far; of the head alone while `tunedLayers` is null. */
interface BestEpoch {
  readonly head: Head;
  readonly tunedLayers: TunedLayers | null;
  readonly epoch: number;
  readonly validationLoss: number;
}

/**
 * Trains a head, then head and the last blocks of the base model together, reporting each epoch; answer `stop` to end
 * early. The head goes first, because the gradients of one that knows nothing would spoil the blocks.
 *
 * The epoch with the lowest validation loss is the best one, whether it is one of the head alone or of both; where nothing
 * is validated, the last. What is left is that epoch's: there is no refit, which would take as long again.
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
    return { ...warmUp, tunedLayers: null };
  }
  const { best, history, ending } = yield* tuneBlocks(request, blocks, warmUp, clock);
  return {
    head: best.head,
    validationHead: best.head,
    tunedLayers: best.tunedLayers,
    bestEpoch: best.epoch,
    refitDone: false,
    history,
    ending,
    durationMs: clock.now() - startMs,
  };
}

async function* tuneBlocks(
  request: TuningRequest,
  blocks: readonly Block[],
  warmUp: TrainingResult,
  clock: TrainingClock,
): Tuning<{ best: BestEpoch; history: readonly EpochRecord[]; ending: TrainingResult['ending'] }> {
  const { validationRows, tuning } = request;
  const epochCount = warmUp.history.length + tuning.epochs;
  const history: EpochRecord[] = [...warmUp.history];
  let best: BestEpoch = {
    head: warmUp.validationHead,
    tunedLayers: null,
    epoch: warmUp.bestEpoch,
    validationLoss: warmUp.history[warmUp.bestEpoch - 1]?.validationLoss ?? Number.POSITIVE_INFINITY,
  };
  const trainer = createTuningTrainer(request, blocks, warmUp.validationHead);
  try {
    for (let epoch = warmUp.history.length + 1; epoch <= epochCount; epoch++) {
      const epochStartMs = clock.now();
      const { loss, accuracy } = await trainer.trainEpoch();
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
      const answer = yield { phase: 'tune', record, epochCount, bestEpoch: best.epoch };
      if (answer === 'stop' && epoch < epochCount) return { best, history, ending: 'stopped' };
    }
    return { best, history, ending: 'finished' };
  } finally {
    trainer.dispose();
  }
}
