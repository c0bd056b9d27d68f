import type { StoredProject } from '../platform/project-store.ts';
import { readKeptModel } from './kept-training.ts';
import type { StudioState } from './studio-state.ts';
import type { TrainedModel, TrainingRun } from './trained-model.ts';

/** So many runs are kept. */
export const runLimit = 20;
/** So many numbers their heads and tuned layers may have together: 64 MB. */
const numberLimit = 16e6;

type RunState = Pick<StudioState, 'runs' | 'model'>;

/** All runs, each with its model as it is now, the first one first. */
export function listRuns({ runs, model }: RunState): readonly TrainingRun[] {
  const isStale = runs.some((run) => run.id === model?.runId && run.model !== model);
  if (!isStale || model === null) return runs;
  return runs.map((run) => (run.id === model.runId ? { ...run, model } : run));
}

/** The state with a new model and its run; the oldest runs go where there are too many. */
export function addRun(
  state: RunState & Pick<StudioState, 'deletedRun'>,
  model: Omit<TrainedModel, 'runId'>,
  { id, createdAt, name }: { id: string; createdAt: string; name: (number: number) => string },
): { readonly runs: readonly TrainingRun[]; readonly model: TrainedModel } {
  const runs = listRuns(state);
  const number = 1 + Math.max(0, state.deletedRun?.number ?? 0, ...runs.map((run) => run.number));
  const newModel: TrainedModel = { ...model, runId: id };
  const kept = [...runs, { id, number, name: name(number), createdAt, model: newModel }];
  while (kept.length > 1 && (kept.length > runLimit || countNumbers(kept) > numberLimit)) kept.shift();
  return { runs: kept, model: newModel };
}

/** What the browser keeps of runs, by name: each under a name of its own, null where one is gone. */
export function findRunChanges(
  before: readonly TrainingRun[],
  after: readonly TrainingRun[],
): Readonly<Record<string, TrainingRun | null>> {
  const changes: Record<string, TrainingRun | null> = {};
  const afterIds = new Set(after.map(({ id }) => id));
  for (const { id } of before) if (!afterIds.has(id)) changes[`${runPrefix}${id}`] = null;
  const known = new Set(before);
  for (const run of after) if (!known.has(run)) changes[`${runPrefix}${run.id}`] = run;
  return changes;
}

const runPrefix = 'run ';

/** The runs that a project was kept with; those that make no sense are left out. */
export function restoreRuns({ training }: StoredProject): readonly TrainingRun[] {
  return Object.entries(training)
    .flatMap(([name, value]) => (name.startsWith(runPrefix) ? (readRun(value) ?? []) : []))
    .sort((a, b) => a.number - b.number);
}

function readRun(value: unknown): TrainingRun | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, number, name, createdAt, model } = value as Partial<Record<keyof TrainingRun, unknown>>;
  const isSound = typeof id === 'string' && typeof name === 'string' && typeof createdAt === 'string';
  const kept = readKeptModel(model);
  if (!isSound || typeof number !== 'number' || kept === null) return null;
  return { id, number, name, createdAt, model: kept };
}

function countNumbers(runs: readonly TrainingRun[]): number {
  return runs
    .flatMap(({ model: { head, validationHead, tunedLayers } }) => [
      ...head.layers,
      ...(head === validationHead ? [] : validationHead.layers),
      ...(tunedLayers ?? []),
    ])
    .reduce((sum, { kernel }) => sum + kernel.length, 0);
}
