import type { SetName } from '../core/dataset/dataset.ts';
import type { Split, SplitNote } from '../core/dataset/split-samples.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { Evaluation } from '../core/evaluation/evaluation.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { Head } from '../core/training/head.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { EpochRecord, TrainingResult } from '../core/training/training-types.ts';
import type { BackendName, BaseModelInfo, EmbedTimings } from '../engine/engine-api.ts';

/** The last trained head with everything that belongs to it. Survives renames, new images and a dead worker. */
export interface TrainedModel {
  /** The run that it came of; missing in models from before runs were kept, and in those of runs that were cut off. */
  readonly runId?: string;
  readonly head: Head;
  readonly validationHead: Head;
  /** In place of the last layers of `baseModel`, trained together with the head; null where that is as it was. */
  readonly tunedLayers: TunedLayers | null;
  /** So many epochs were of the head alone, before blocks were trained with it; null where none were. */
  readonly headEpochCount: number | null;
  /** What the logits of both heads have been divided by, so that their confidences are to be trusted; 1 where nothing could be fitted. */
  readonly temperature: number;
  /** A confidence below this means "None of these", 0 to 1; null where every image is given a class. */
  readonly noneThreshold: number | null;
  /** The class of each column. A class may have been deleted since: its column is then called by `classNamesAtTraining`. */
  readonly classIds: readonly string[];
  readonly classNamesAtTraining: readonly string[];
  readonly baseModel: BaseModelInfo;
  readonly backend: BackendName;
  readonly settings: TrainingSettings;
  readonly split: Split;
  /** The column of each sample of `split` when it was trained. */
  readonly sampleClassIndexes: Readonly<Record<SetName, readonly number[]>>;
  readonly splitNotes: readonly SplitNote[];
  /** How many samples of each class were in each set, in the order of the columns. */
  readonly setCounts: readonly Readonly<Record<SetName, number>>[];
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly refitDone: boolean;
  /** `cut-off`: the tab was closed, or the browser ended, in the middle of the run. */
  readonly ending: TrainingResult['ending'] | 'cut-off';
  readonly durationMs: number;
  /** What embedding had taken by then, with the base model of this head. */
  readonly embedTimings: EmbedTimings;
  readonly evaluation: {
    readonly validation: EvaluationOutcome;
    readonly test: EvaluationOutcome;
  };
  /**
   * Where training went on from another head: how the classes that it knew did before and do now, on the images of them
   * in `set`. Missing where it began anew, or none of their images is held back.
   */
  readonly trainedOn?: TrainedOn;
}

export interface TrainedOn {
  readonly set: 'validation' | 'test';
  readonly newClassCount: number;
  readonly imageCount: number;
  readonly accuracyBefore: number;
  readonly accuracyAfter: number;
}

/** A training that is over, with all that came of it. It is kept until it is deleted, or many later ones have come. */
export interface TrainingRun {
  readonly id: string;
  /** 1 for the first of the project; never given twice. */
  readonly number: number;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Its `runId` is the id of this run. For the run in use, the state's `model` may have changed since: `listRuns`. */
  readonly model: TrainedModel;
}

/** Null for an empty set; a failure where the engine gave no answer. */
export type EvaluationOutcome = SetEvaluation | Failure | null;

/** An evaluation with the samples that it was made on. */
export interface SetEvaluation {
  readonly evaluation: Evaluation;
  /** Sample ids, in the order of the rows; a sample may have been deleted since. */
  readonly sampleIds: readonly string[];
  readonly files: readonly string[];
  readonly trueClassIndexes: readonly number[];
  /** sampleCount * classCount numbers. */
  readonly probabilities: Float32Array<ArrayBuffer>;
}
