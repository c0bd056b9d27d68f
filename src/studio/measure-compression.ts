import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { compressHead } from '../core/training/compress-head.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import type { ReadyEngine } from './engine-access.ts';
import { pickJudged } from './pick-judged.ts';
import type { StudioContext } from './studio-context.ts';
import type { CompressionEntry, CompressionState } from './studio-state.ts';
import { type ReadEmbeddings, takeReadRows } from './take-read-rows.ts';
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
  const int8 = await embed('int8', pictures, 0, tuned ? 0.4 : 0.9);
  if (int8 === null || isFailure(int8)) return int8;
  // Of an untuned model for its size and its speed alone: what it makes of the images is known.
  const timed = int8.readRows.slice(0, timedCount).map((row) => pictures[row] as (typeof pictures)[number]);
  const float32 = await embed('float32', tuned ? pictures : timed, tuned ? 0.4 : 0.9, tuned ? 0.7 : 1);
  if (float32 === null || isFailure(float32)) return float32;
  // The built-in weights are float16 already: only the size is asked for.
  const float16 = await embed('float16', tuned ? pictures : [], 0.7, 1);
  if (float16 === null || isFailure(float16)) return float16;

  const known = tuned ? null : { readRows: [...rows.keys()], embeddings: table };
  const [whole, half] = [known ?? float32, known ?? float16];
  const readRows = int8.readRows.filter((row) =>
    [whole, half].every((embedded) => embedded.readRows.includes(row)),
  );
  if (readRows.length === 0) return { kind: 'nothing-to-judge' };
  const truth = readRows.map((row) => rows[row]?.classIndex as number);
  const exact = await client.predictTable(head, takeReadRows(whole, readRows));
  const judge = async (
    precision: WeightPrecision,
    embedded: ReadEmbeddings,
    { sizeBytes, msPerImage }: { readonly sizeBytes: number; readonly msPerImage: number | null },
  ): Promise<CompressionEntry> => {
    const compressed = compressHead(head, precision);
    const probabilities = await client.predictTable(compressed.head, takeReadRows(embedded, readRows));
    return {
      precision,
      sizeBytes: sizeBytes + compressed.sizeBytes,
      msPerImage,
      ...compare(probabilities, exact, truth, head.classCount),
    };
  };
  const entries = [
    await judge('float32', whole, float32),
    await judge('float16', half, { ...float16, msPerImage: null }),
    await judge('int8', int8, int8),
  ];
  const leftOut = rows.filter((_, row) => !readRows.includes(row)).map(({ file }) => file);
  return { phase: 'done', model, set, imageCount: readRows.length, leftOut, entries };
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
