import type { Sample } from '../core/dataset/dataset.ts';
import { dealFolds } from '../core/dataset/deal-folds.ts';
import { drawStratified } from '../core/dataset/draw-stratified.ts';
import { type InputSize, inputSizes } from '../core/embedding/input-sizes.ts';
import { packEmbedding } from '../core/embedding/pack-embedding.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { TrainingRequest } from '../core/training/training-types.ts';
import type { EngineClient, SizedEmbeddings } from '../engine/engine-api.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import { baseModelKey } from './embedding-store.ts';
import type { ReadyEngine } from './engine-access.ts';
import { groupSamples, type NearDuplicateFinder } from './find-near-duplicates.ts';
import type { InputSizesState, MeasuredSize } from './input-sizes-state.ts';
import { planTraining } from './plan-training.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import { selectInputSizesBasis } from './select-input-sizes-basis.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample } from './studio-state.ts';
import { waitUntil } from './wait-until.ts';

/** More images make the figures a little better, but the wait longer. */
const imageMaximum = 200;
const foldCount = 5;
/** Of all that is done, looking at images takes about so much, and heads the rest. */
const lookingShare = 0.85;

type Done = Extract<InputSizesState, { readonly phase: 'done' }>;

/**
 * Measures on the person's own images what each input size takes and how often a head on it is right: some of the images that are
 * learned from, cross-validated with the same folds at every size. Test images take no part. The embeddings are kept.
 */
export async function measureInputSizes(
  context: StudioContext,
  embedder: WaitingSamplesEmbedder,
  finder: NearDuplicateFinder,
): Promise<void> {
  const { store, engine } = context;
  const { project, inputSizes: before } = store.getState();
  if (before.phase === 'running') return;
  store.setState({ inputSizes: { phase: 'running', doneFraction: null, stopping: false } });
  const answer = (await Promise.race([embedder.embedWaitingSamples(), whenStopped()])) ?? (await measure());
  if (store.getState().project.id !== project.id) return;
  if (answer === 'stopped') return store.setState({ inputSizes: { phase: 'idle' } });
  store.setState({ inputSizes: isFailure(answer) ? { phase: 'failed', failure: answer } : answer });
  if (isFailure(answer)) return context.announce(context.describe(answer));
  const { inputSize: words } = await context.ports.messages.loadLate();
  context.announce(words.measured(answer.imageCount));

  /** The images that wait go on without this. */
  async function whenStopped(): Promise<'stopped'> {
    await waitUntil(store, ({ inputSizes }) => inputSizes.phase !== 'running' || inputSizes.stopping);
    return 'stopped';
  }

  function measure(): Promise<Done | Failure | 'stopped'> {
    let interrupted = false;
    const answer = () => {
      const { inputSizes } = store.getState();
      return interrupted || inputSizes.phase !== 'running' || inputSizes.stopping ? 'stop' : 'continue';
    };
    return engine.ask<Done | Failure | 'stopped'>(
      (client, ready) => measureWith(context, finder, client, ready, answer),
      () => {
        interrupted = true;
      },
    );
  }
}

async function measureWith(
  context: StudioContext,
  finder: NearDuplicateFinder,
  client: EngineClient,
  { baseModel }: ReadyEngine,
  answer: () => 'continue' | 'stop',
): Promise<Done | Failure | 'stopped'> {
  const { store, embeddings } = context;
  const { classes, samples } = store.getState();
  const basis = selectInputSizesBasis(store.getState());
  const active = selectActiveSamples(classes, samples);
  const nearDuplicates = await finder.find(active, client, baseModel, answer);
  if (nearDuplicates === null) return 'stopped';
  if (isFailure(nearDuplicates)) return nearDuplicates;
  const plan = planTraining(store.getState(), embeddings, baseModel, nearDuplicates);
  const groups = groupSamples(active, nearDuplicates);
  if (plan === null || groups === null) return 'stopped';
  if (isFailure(plan)) return plan;

  const { training, validation, settings } = plan;
  const pool = [...training.samples, ...validation.samples];
  const poolClasses = [...training.classIndexes, ...validation.classIndexes];
  const rows = drawStratified(poolClasses, imageMaximum, settings.seed);
  const drawn = rows.map((row) => pool[row] as StudioSample);
  const dealt = dealFolds(drawn.map(asFree), groupsAmong(groups, drawn), foldCount, settings.seed);
  if (dealt.every((fold) => fold === -1)) return { kind: 'no-folds' };

  const pictures = drawn.map(({ image, imageHash }) => ({ image, imageHash: imageHash ?? '' }));
  const measured = await client.embedAtSizes(pictures, inputSizes, async (done) => {
    showProgress(context, lookingShare * done);
    return answer();
  });
  if (measured === null) return 'stopped';
  if (isFailure(measured)) return measured;
  const { readRows, sizes } = measured;
  const read = readRows.map((row) => drawn[row] as StudioSample);
  const classIndexes = Int32Array.from(readRows, (row) => poolClasses[rows[row] as number] as number);
  const folds = Int32Array.from(readRows, (row) => dealt[row] as number);
  await keepEmbeddings(context, read, sizes);
  // The base model in use stays the one that was used last.
  embeddings.listHashes(baseModel);

  const entries: MeasuredSize[] = [];
  for (const [index, { embeddings, msPerImage, baseModel }] of sizes.entries()) {
    const request: Omit<TrainingRequest, 'trainingRows'> = {
      embeddings,
      classIndexes,
      classCount: plan.classes.length,
      validationRows: new Int32Array(),
      settings: { ...settings, refit: false, tunedBlockCount: 0, copiesPerImage: 0 },
    };
    const isRight = await crossValidate(client, request, folds, async (done) => {
      showProgress(context, lookingShare + ((1 - lookingShare) * (index + done)) / sizes.length);
      return answer();
    });
    if (isRight === 'stopped' || isFailure(isRight)) return isRight;
    entries.push({ inputSize: baseModel.inputSize as InputSize, msPerImage, isRight });
  }
  const imageCount = folds.filter((fold) => fold !== -1).length;
  const unreadCount = drawn.length - read.length;
  return { phase: 'done', basis, imageCount, unreadCount, poolCount: pool.length, entries };
}

/** @returns whether each row that is held out once is right then, in their order */
async function crossValidate(
  client: EngineClient,
  request: Omit<TrainingRequest, 'trainingRows'>,
  folds: Int32Array,
  onProgress: (doneFraction: number) => Promise<'continue' | 'stop'>,
): Promise<readonly boolean[] | Failure | 'stopped'> {
  const { embeddings, classIndexes, classCount, settings } = request;
  const rows = [...folds.keys()];
  const isRight = new Map<number, boolean>();
  for (let fold = 0; fold < foldCount; fold++) {
    const heldOut = rows.filter((row) => folds[row] === fold);
    if (heldOut.length === 0) continue;
    let stopped = false;
    const trainingRows = Int32Array.from(rows.filter((row) => folds[row] !== fold));
    const outcome = await client.trainHead({ ...request, trainingRows }, async (step) => {
      const done = step.phase === 'fit' ? step.record.epoch / settings.epochs : 1;
      const answer = await onProgress((fold + done) / foldCount);
      stopped ||= answer === 'stop';
      return answer;
    });
    if (stopped) return 'stopped';
    if (isFailure(outcome)) return outcome;
    const probabilities = await client.predictTable(outcome.head, embeddings);
    for (const row of heldOut) {
      const own = probabilities.subarray(row * classCount, (row + 1) * classCount);
      isRight.set(row, own.indexOf(Math.max(...own)) === classIndexes[row]);
    }
  }
  return rows.flatMap((row) => isRight.get(row) ?? []);
}

/** So that a choice of any of the sizes does not look at these images again. */
async function keepEmbeddings(
  { embeddings, keeper }: StudioContext,
  samples: readonly StudioSample[],
  measured: readonly SizedEmbeddings[],
): Promise<void> {
  for (const { baseModel, embeddings: table } of measured) {
    const { embeddingSize, values } = table;
    const baseKey = baseModelKey(baseModel);
    const known = embeddings.listHashes(baseModel);
    const fresh = samples.flatMap(({ image }, row) => {
      const identity = embeddings.identify(image);
      if (identity === null || known.has(identity.imageHash)) return [];
      const packed = packEmbedding(values.slice(row * embeddingSize, (row + 1) * embeddingSize));
      return [{ image, identity, baseKey, packed }];
    });
    await keeper.keepEmbeddings(fresh);
    for (const { image, identity, packed } of fresh) embeddings.put(image, identity, baseModel, packed);
  }
}

/** Samples are dealt wherever they came from. */
function asFree({ id, classId, burstId }: StudioSample): Pick<Sample, 'id' | 'classId' | 'burstId'> {
  return { id, classId, ...(burstId === null ? {} : { burstId }) };
}

function groupsAmong(
  groups: readonly (readonly string[])[],
  samples: readonly StudioSample[],
): readonly (readonly string[])[] {
  const ids = new Set(samples.map(({ id }) => id));
  return groups.map((group) => group.filter((id) => ids.has(id)));
}

function showProgress({ store }: StudioContext, doneFraction: number): void {
  const { inputSizes } = store.getState();
  if (inputSizes.phase === 'running') store.setState({ inputSizes: { ...inputSizes, doneFraction } });
}
