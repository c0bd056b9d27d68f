import type { TunedLayers } from '../../../src/core/embedding/tuned-layers.ts';
import { predictOutOfFold } from '../../../src/core/prediction/predict-out-of-fold.ts';
import type { Answer } from '../../../src/core/shared/answer.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import type { Head } from '../../../src/core/training/head.ts';
import type {
  EpochRecord,
  TrainingOutcome,
  TrainingRequest,
  TrainingStep,
} from '../../../src/core/training/training-types.ts';
import type { EngineClient } from '../../../src/engine/engine-api.ts';
import type { EngineHooks } from './plain-engine.ts';
import { embeddingSize, tune } from './plain-images.ts';

type TrainingHooks = Pick<EngineHooks, 'onTrain' | 'onEpoch'>;
type TuneBase = EngineClient['tuneBase'];

/** A head in no time: the mean of each class, and so many steps as epochs are asked for. */
export async function trainPlainly(
  hooks: TrainingHooks,
  request: TrainingRequest,
  onStep: (step: TrainingStep) => Promise<Answer>,
): Promise<TrainingOutcome> {
  const { settings } = request;
  await hooks.onTrain(request);
  const validationHead = averageHead(request, request.trainingRows);
  const history = [];
  let ending: 'finished' | 'stopped' | 'loss-not-finite' = 'finished';
  for (let epoch = 1; epoch <= settings.epochs && ending === 'finished'; epoch++) {
    if ((await hooks.onEpoch(epoch)) === 'loss-not-finite') {
      if (epoch === 1) return { kind: 'loss-not-finite', epoch } as const;
      ending = 'loss-not-finite';
      break;
    }
    const validated = request.validationRows.length > 0;
    const record = {
      epoch,
      loss: 1 / epoch,
      accuracy: 1,
      validationLoss: validated ? 1 / epoch : null,
      validationAccuracy: validated ? 1 : null,
      durationMs: 1,
    };
    history.push(record);
    const answer = await onStep({
      phase: 'fit',
      record,
      epochCount: settings.epochs,
      head: validationHead,
      bestEpoch: epoch,
      validationClasses: listTrueClasses(request),
    });
    if (answer === 'stop') ending = 'stopped';
  }
  const refitDone = settings.refit && ending === 'finished' && request.validationRows.length > 0;
  if (refitDone) await onStep({ phase: 'refit', epoch: 1, epochCount: history.length });
  const allRows = [...request.trainingRows, ...request.validationRows];
  return {
    head: refitDone ? averageHead(request, allRows) : validationHead,
    validationHead,
    bestEpoch: history.length,
    refitDone,
    history,
    ending,
    durationMs: history.length,
  };
}

/** The same, then as many epochs with blocks: the head of embeddings that these have changed. */
export async function tunePlainly(
  hooks: TrainingHooks,
  request: Parameters<TuneBase>[0],
  onStep: Parameters<TuneBase>[1],
): ReturnType<TuneBase> {
  const totalCount = request.images.length;
  for (const doneCount of [1, totalCount]) {
    if ((await onStep({ phase: 'reading', doneCount, totalCount })) === 'stop') return null;
  }
  const warmUp = await trainPlainly(
    hooks,
    { ...request, settings: { ...request.settings, refit: false } },
    onStep,
  );
  if (isFailure(warmUp)) return warmUp;
  const frozen = { tunedLayers: null, tunedEmbeddings: null, validationEmbeddings: null };
  if (warmUp.ending === 'stopped') return { ...warmUp, ...frozen };
  const tunedEmbeddings = tune(request.embeddings);
  const head = averageHead({ ...request, embeddings: tunedEmbeddings }, request.trainingRows);
  const history = [...warmUp.history];
  const epochCount = history.length + request.settings.tuningEpochs;
  let ending: 'finished' | 'stopped' = 'finished';
  while (history.length < epochCount && ending === 'finished') {
    const epoch = history.length + 1;
    await hooks.onEpoch(epoch);
    if ((await onStep({ phase: 'batch', doneFraction: 0.5 })) === 'stop') {
      ending = 'stopped';
      break;
    }
    const record = { ...(history.at(-1) as EpochRecord), epoch };
    history.push(record);
    const answer = await onStep({
      phase: 'tune',
      record,
      epochCount,
      bestEpoch: epoch,
      validationClasses: listTrueClasses(request),
    });
    if (answer === 'stop') ending = 'stopped';
  }
  return {
    ...warmUp,
    head,
    validationHead: head,
    tunedLayers: plainTunedLayers(),
    tunedEmbeddings,
    validationEmbeddings: tunedEmbeddings,
    bestEpoch: history.length,
    history,
    ending,
  };
}

function plainTunedLayers(): TunedLayers {
  const bias = new Float32Array(embeddingSize);
  return [4, 40].map((length) => ({ kernel: new Float32Array(length).fill(0.1), bias }));
}

/** logit = embedding · mean - |mean|² / 2: the nearest mean wins. */
/** What the mean of the other folds says of each row. */
export async function predictUnseenPlainly(
  { onUnseen }: Pick<EngineHooks, 'onUnseen'>,
  ...[request, onProgress]: Parameters<EngineClient['predictUnseen']>
): ReturnType<EngineClient['predictUnseen']> {
  const failure = await onUnseen(request);
  if (failure !== null) return failure;
  const { folds, foldCount, embeddings } = request;
  const rows = [...folds.keys()];
  const heads = [];
  for (let fold = 0; fold < foldCount; fold++) {
    if ((await onProgress((fold + 1) / foldCount)) === 'stop') return null;
    const heldOutRows = Int32Array.from(rows.filter((row) => folds[row] === fold));
    const usedRows = rows.filter((row) => folds[row] !== fold);
    heads.push({ head: averageHead(request, usedRows), heldOutRows });
  }
  return predictOutOfFold(heads, embeddings, request.classCount);
}

function averageHead(
  {
    embeddings,
    classIndexes,
    classCount,
  }: Pick<TrainingRequest, 'embeddings' | 'classIndexes' | 'classCount'>,
  usedRows: Iterable<number>,
): Head {
  const means = Array.from({ length: classCount }, (_, column) => {
    const rows = [...usedRows].filter((row) => classIndexes[row] === column);
    return Array.from({ length: embeddingSize }, (_, i) => {
      const values = rows.map((row) => embeddings.values[row * embeddingSize + i] as number);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    });
  });
  const kernel = Float32Array.from({ length: embeddingSize * classCount }, (_, i) => {
    return means[i % classCount]?.[Math.floor(i / classCount)] as number;
  });
  const bias = Float32Array.from(means, (mean) => -mean.reduce((sum, value) => sum + value ** 2, 0) / 2);
  return {
    embeddingSize,
    classCount,
    layers: [{ inputSize: embeddingSize, outputSize: classCount, kernel, bias, activation: 'linear' }],
  };
}

/** What a head that is always right takes the validation images for. */
function listTrueClasses({ validationRows, classIndexes }: TrainingRequest): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(validationRows, (row) => classIndexes[row] as number);
}
