import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { Head } from '../core/training/head.ts';
import { readTrainingSettings } from '../core/training/read-training-settings.ts';
import type { EpochRecord } from '../core/training/training-types.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import type { SampleRecord, StoredProject } from '../platform/project-store.ts';
import type { EmbeddingStore } from './embedding-store.ts';
import type { JudgedSet } from './evaluate-model.ts';
import { judgeHeads } from './judge-heads.ts';
import type { TrainedModel } from './trained-model.ts';

/** What a run is made on, as its model will say it. */
export type TrainingFacts = Omit<
  TrainedModel,
  | 'head'
  | 'validationHead'
  | 'tunedLayers'
  | 'headEpochCount'
  | 'temperature'
  | 'noneThreshold'
  | 'history'
  | 'bestEpoch'
  | 'refitDone'
  | 'ending'
  | 'durationMs'
  | 'evaluation'
>;

/** Where a run is after a finished epoch. It is kept after each, so that none can be lost. */
export interface TrainingCheckpoint {
  readonly facts: TrainingFacts;
  readonly history: readonly EpochRecord[];
  /** The head as the last epoch left it. */
  readonly head: Head;
  /** The head of the epoch with the lowest validation loss. */
  readonly bestHead: Head;
  readonly bestEpoch: number;
}

/** The model that a project was kept with; null where there is none, or it is no model that this version can use. */
export function restoreModel({ training }: StoredProject): TrainedModel | null {
  return readKeptModel(training.model);
}

/** The same for the head of a run that was cut off earlier, about which the person has not decided. */
export function restoreCutOff({ training }: StoredProject): TrainedModel | null {
  return readKeptModel(training.cutOff);
}

/** A model as the browser kept it; null where it is none. */
export function readKeptModel(model: unknown): TrainedModel | null {
  if (!isRecord(model) || !isHead(model.head) || !isHead(model.validationHead) || !hasFacts(model))
    return null;
  // Its head is nothing without them.
  if (!areTunedLayers(model.tunedLayers ?? null)) return null;
  // A model from before heads were calibrated is as it was trained, and so is its base model from before that was tuned.
  const before = { temperature: 1, noneThreshold: null, tunedLayers: null, headEpochCount: null };
  return {
    ...before,
    ...(model as unknown as TrainedModel),
    settings: readTrainingSettings(model.settings),
  };
}

/**
 * The model of a run that was cut off, of the best of the epochs that it had finished, judged as if it had been stopped
 * then; null where no run was cut off.
 */
export async function recoverModel(
  engine: EngineClient,
  { training, samples }: StoredProject,
  embeddings: EmbeddingStore,
): Promise<TrainedModel | null> {
  const { checkpoint } = training;
  if (!isCheckpoint(checkpoint)) return null;
  const facts = { ...checkpoint.facts, settings: readTrainingSettings(checkpoint.facts.settings) };
  const samplesById = new Map(samples.map((sample) => [sample.id, sample]));
  const setOf = (set: 'validation' | 'test'): JudgedSet => {
    const members: SampleRecord[] = [];
    const rows: Float32Array<ArrayBuffer>[] = [];
    const classIndexes: number[] = [];
    facts.split[set].forEach((id, row) => {
      const sample = samplesById.get(id);
      const hash = sample?.imageHash ?? null;
      const embedding = hash === null ? null : embeddings.get(hash, facts.baseModel);
      if (sample === undefined || embedding === null) return;
      members.push(sample);
      rows.push(embedding);
      classIndexes.push(facts.sampleClassIndexes[set][row] ?? 0);
    });
    return { samples: members, embeddings: rows, classIndexes };
  };
  return judgeCheckpoint(engine, { ...checkpoint, facts }, setOf('validation'), setOf('test'));
}

/** The model of a run that was cut off at this point: a head on the base model as it was, also where blocks were being trained. */
export async function judgeCheckpoint(
  engine: EngineClient,
  { facts, history, bestHead, bestEpoch }: TrainingCheckpoint,
  validation: JudgedSet,
  test: JudgedSet,
): Promise<TrainedModel> {
  const heads = { head: bestHead, validationHead: bestHead };
  return {
    ...facts,
    tunedLayers: null,
    headEpochCount: null,
    ...(await judgeHeads(engine, heads, facts.baseModel, { validation, test })),
    history,
    bestEpoch,
    refitDone: false,
    ending: 'cut-off',
    durationMs: history.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}

function isCheckpoint(value: unknown): value is TrainingCheckpoint {
  return isRecord(value) && isHead(value.bestHead) && Array.isArray(value.history) && hasFacts(value.facts);
}

/** What this version wrote has all of it; what a later one wrote, or damage left, may not. */
function hasFacts(value: unknown): boolean {
  return (
    isRecord(value) &&
    Array.isArray(value.classIds) &&
    isRecord(value.baseModel) &&
    isRecord(value.split) &&
    isRecord(value.sampleClassIndexes) &&
    isRecord(value.settings)
  );
}

function isHead(value: unknown): value is Head {
  return (
    isRecord(value) &&
    Array.isArray(value.layers) &&
    value.layers.every((layer) => isRecord(layer) && layer.kernel instanceof Float32Array)
  );
}

function areTunedLayers(value: unknown): value is TunedLayers | null {
  if (value === null) return true;
  return (
    Array.isArray(value) &&
    value.every(
      (layer) =>
        isRecord(layer) && layer.kernel instanceof Float32Array && layer.bias instanceof Float32Array,
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
