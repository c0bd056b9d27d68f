import type { EmbeddingTable } from '../core/embedding/embedding-table.ts';
import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { compressHead } from '../core/training/compress-head.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import type { ReadyEngine } from './engine-access.ts';
import { pickJudged } from './pick-judged.ts';
import type { StudioContext } from './studio-context.ts';
import type { CompressionEntry, CompressionState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** So many tell how long one takes. */
const timedCount = 8;
/** More images make the figures no better, but the wait longer. */
const imageMaximum = 200;

type Done = Extract<CompressionState, { readonly phase: 'done' }>;

/**
 * Measures what the trained model says of its test images (without any: its validation images, by the head that has not
 * seen them) when base model and head are written down with fewer bits. float16 needs no look at the images, because the
 * built-in weights are float16 already; of a tuned base model they are not.
 */
export async function measureCompression(context: StudioContext): Promise<void> {
  const { store, engine } = context;
  if (store.getState().compression.phase === 'running') return;
  const { model, project } = store.getState();
  if (model === null) return;
  store.setState({ compression: { phase: 'running', doneFraction: 0, stopping: false } });
  const answer = await engine.ask((client, ready) => measure(context, client, ready, model));
  if (store.getState().project.id !== project.id) return;
  store.setState({
    compression:
      answer === null ? { phase: 'idle' } : isFailure(answer) ? { phase: 'failed', failure: answer } : answer,
  });
}

async function measure(
  context: StudioContext,
  client: EngineClient,
  { baseModel }: ReadyEngine,
  model: TrainedModel,
): Promise<Done | Failure | null> {
  const { store } = context;
  const judged = pickJudged(context, baseModel, model, imageMaximum);
  if (isFailure(judged)) return judged;
  const { set, head, rows, table } = judged;
  const { tunedLayers } = model;
  const truth = rows.map(({ classIndex }) => classIndex);

  const judge = async (
    precision: WeightPrecision,
    base: {
      readonly embeddings: EmbeddingTable;
      readonly sizeBytes: number;
      readonly msPerImage: number | null;
    },
  ): Promise<CompressionEntry> => {
    const compressed = compressHead(head, precision);
    const probabilities = await client.predictTable(compressed.head, base.embeddings);
    const exact = await client.predictTable(head, original);
    return {
      precision,
      sizeBytes: base.sizeBytes + compressed.sizeBytes,
      msPerImage: base.msPerImage,
      ...compare(probabilities, exact, truth, head.classCount),
    };
  };

  const pictures = rows.map(({ picture }) => picture);
  const embed = async (
    precision: WeightPrecision,
    some: typeof pictures,
    startFraction: number,
    endFraction: number,
  ) =>
    client.embedCompressed(
      some,
      precision,
      async (done) => {
        const { compression } = store.getState();
        if (compression.phase !== 'running' || compression.stopping) return 'stop';
        const doneFraction = startFraction + (endFraction - startFraction) * done;
        store.setState({ compression: { ...compression, doneFraction } });
        return 'continue';
      },
      tunedLayers,
    );
  const tuned = table === null;
  // Otherwise for its size and its speed: what it makes of the images is known.
  const float32 = await embed(
    'float32',
    tuned ? pictures : pictures.slice(0, timedCount),
    0,
    tuned ? 0.3 : 0.1,
  );
  if (float32 === null || isFailure(float32)) return float32;
  const original = table ?? float32.embeddings;
  const int8 = await embed('int8', pictures, tuned ? 0.3 : 0.1, tuned ? 0.7 : 1);
  if (int8 === null || isFailure(int8)) return int8;
  // The built-in weights are float16 already: only the size is asked for.
  const float16 = await embed('float16', tuned ? pictures : [], 0.7, 1);
  if (float16 === null || isFailure(float16)) return float16;
  const entries = [
    await judge('float32', { ...float32, embeddings: original }),
    await judge('float16', {
      ...float16,
      embeddings: tuned ? float16.embeddings : original,
      msPerImage: null,
    }),
    await judge('int8', int8),
  ];
  return { phase: 'done', model, set, imageCount: rows.length, entries };
}

function compare(
  probabilities: Float32Array,
  exact: Float32Array,
  truth: readonly number[],
  classCount: number,
): Pick<CompressionEntry, 'accuracy' | 'changedCount' | 'largestDifference'> {
  let rightCount = 0;
  let changedCount = 0;
  truth.forEach((classIndex, row) => {
    const predicted = findHighest(probabilities, row, classCount);
    if (predicted === classIndex) rightCount++;
    if (predicted !== findHighest(exact, row, classCount)) changedCount++;
  });
  let largestDifference = 0;
  for (let i = 0; i < exact.length; i++) {
    largestDifference = Math.max(
      largestDifference,
      Math.abs((probabilities[i] as number) - (exact[i] as number)),
    );
  }
  return { accuracy: rightCount / truth.length, changedCount, largestDifference };
}

function findHighest(probabilities: Float32Array, row: number, classCount: number): number {
  const own = probabilities.subarray(row * classCount, (row + 1) * classCount);
  return own.reduce((best, value, index) => (value > (own[best] as number) ? index : best), 0);
}
