import { imageShifts } from '../core/images/shift-image.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import type { ReadyEngine } from './engine-access.ts';
import { pickJudged } from './pick-judged.ts';
import type { StudioContext } from './studio-context.ts';
import type { ShiftsState } from './studio-state.ts';
import { type ReadEmbeddings, takeReadRows } from './take-read-rows.ts';
import type { TrainedModel } from './trained-model.ts';

/** Each of them is looked at once for every shift. */
const imageMaximum = 60;

type Done = Extract<ShiftsState, { readonly phase: 'done' }>;

/** Measures how often the trained model is right on its test images (without any: validation images) as they would look elsewhere. */
export async function measureShifts(context: StudioContext): Promise<void> {
  const { store, engine } = context;
  const { model, project, shifts } = store.getState();
  if (model === null || shifts.phase === 'running') return;
  store.setState({ shifts: { phase: 'running', doneFraction: 0, stopping: false } });
  const answer = await engine.ask((client, ready) => measure(context, client, ready, model));
  if (store.getState().project.id !== project.id) return;
  if (answer === null) store.setState({ shifts: { phase: 'idle' } });
  else store.setState({ shifts: isFailure(answer) ? { phase: 'failed', failure: answer } : answer });
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
  const pictures = rows.map(({ picture }) => picture);
  const { tunedLayers } = model;
  const showProgress = async (doneFraction: number) => {
    const { shifts } = store.getState();
    if (shifts.phase !== 'running' || shifts.stopping) return 'stop';
    store.setState({ shifts: { ...shifts, doneFraction } });
    return 'continue';
  };
  // What a tuned base model makes of the images as they are is one more way of looking at them.
  const unshiftedShare = table === null ? 1 / (1 + imageShifts.length) : 0;
  const unshifted =
    table === null
      ? await client.embedCompressed(
          pictures,
          'float32',
          (done) => showProgress(unshiftedShare * done),
          tunedLayers,
        )
      : { embeddings: table, readRows: [...rows.keys()] };
  if (unshifted === null || isFailure(unshifted)) return unshifted;
  const shifted = await client.embedShifted(
    pictures,
    imageShifts,
    (done) => showProgress(unshiftedShare + (1 - unshiftedShare) * done),
    tunedLayers,
  );
  if (shifted === null || isFailure(shifted)) return shifted;
  const readRows = shifted.readRows.filter((row) => unshifted.readRows.includes(row));
  if (readRows.length === 0) return { kind: 'nothing-to-judge' };
  const classIndexes = readRows.map((row) => rows[row]?.classIndex as number);
  const countRight = async (read: ReadEmbeddings) => {
    const probabilities = await client.predictTable(head, takeReadRows(read, readRows));
    const rightCounts = new Array<number>(head.classCount).fill(0);
    classIndexes.forEach((classIndex, row) => {
      const own = probabilities.subarray(row * head.classCount, (row + 1) * head.classCount);
      if (own.indexOf(Math.max(...own)) === classIndex)
        rightCounts[classIndex] = (rightCounts[classIndex] as number) + 1;
    });
    return rightCounts;
  };
  const counts = new Array<number>(head.classCount).fill(0);
  for (const classIndex of classIndexes) counts[classIndex] = (counts[classIndex] as number) + 1;
  return {
    phase: 'done',
    model,
    set,
    counts,
    rightCounts: await countRight(unshifted),
    leftOut: rows.filter((_, row) => !readRows.includes(row)).map(({ file }) => file),
    entries: await Promise.all(
      shifted.shifts.map(async ({ shift, embeddings, preview }) => ({
        shift,
        preview,
        rightCounts: await countRight({ readRows: shifted.readRows, embeddings }),
      })),
    ),
  };
}
