import { strToU8 } from 'fflate';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { TrainingSettings } from '../training/training-settings.ts';
import type { EpochRecord, TrainingResult } from '../training/training-types.ts';
import type { ExportedFile } from './exported-file.ts';

/** What a report is made from. */
export interface ReportInput {
  /** ISO 8601. */
  readonly createdAt: string;
  readonly baseModel: ReportedBaseModel;
  readonly backend: GraftReport['backend'];
  readonly settings: TrainingSettings;
  /** In the order of the head's columns; how many samples of each class were in each set. */
  readonly classes: readonly ReportedClass[];
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly refitDone: boolean;
  /** So many of the last blocks of the base model were trained with the head. */
  readonly tunedBlockCount: number;
  /** Where training went on from another head; null where it began anew. */
  readonly trainedOn: ReportedGoingOn | null;
  readonly temperature: number;
  readonly noneThreshold: number | null;
  /** `cut-off`: the run was not ended by anybody, the page was closed in the middle of it. */
  readonly ending: TrainingResult['ending'] | 'cut-off';
  readonly timings: {
    readonly imagesEmbedded: number;
    /** Waiting for decoders while nothing could be embedded. */
    readonly decodeMs: number;
    readonly embedMs: number;
    /** From the first image read to the last one embedded. */
    readonly totalMs: number;
    readonly trainMs: number;
  };
  readonly evaluation: {
    readonly validation: EvaluatedSamples | null;
    readonly test: EvaluatedSamples | null;
  };
}

/** An evaluation with the samples it was made on, all in the same order. */
interface EvaluatedSamples {
  readonly evaluation: Evaluation;
  /** The path of each sample inside the import. */
  readonly files: readonly string[];
  readonly trueClassIndexes: ArrayLike<number>;
  /** sampleCount * classCount numbers, row by row. */
  readonly probabilities: Float32Array;
}

/** `graft-report.json`. Fractions are 0 to 1, times are milliseconds; a number that is not finite is null in the file. */
export interface GraftReport {
  readonly format: 'graft-report';
  readonly version: 1;
  readonly createdAt: string;
  readonly baseModel: ReportedBaseModel;
  readonly backend: 'webgpu' | 'webgl' | 'wasm' | 'cpu';
  readonly config: TrainingSettings;
  readonly dataset: { readonly classes: readonly ReportedClass[] };
  readonly history: readonly EpochRecord[];
  /** How the run ended, and which head the figures of `evaluation` belong to. */
  readonly training: {
    readonly bestEpoch: number;
    /** So many of the last blocks of the base model are this model's own; 0 where that is as it was. */
    readonly tunedBlockCount: number;
    readonly ending: ReportInput['ending'];
    readonly refitDone: boolean;
    /** Where training went on from another head: what became of the classes that it knew; else null. */
    readonly trainedOn: ReportedGoingOn | null;
    readonly note: string;
  };
  readonly calibration: {
    /** What the logits were divided by, fitted on the validation set; all figures here and every export are with it. */
    readonly temperature: number;
    /** The studio calls an image whose highest probability is below this "None of these"; null where it never does. */
    readonly noneThreshold: number | null;
  };
  readonly timings: {
    readonly decodeMs: number;
    readonly embedMs: number;
    readonly trainMs: number;
    /** Embedding (decoding included) and training together. */
    readonly totalMs: number;
    readonly imagesEmbedded: number;
    /** Over the time of embedding, decoding included; 0 where nothing was embedded. */
    readonly imagesPerSecond: number;
  };
  readonly evaluation: {
    readonly validation: ReportedEvaluation | null;
    readonly test: ReportedEvaluation | null;
  };
}

/** How the classes that a head knew did before and after it was trained on, on the images of them in `set`. */
interface ReportedGoingOn {
  readonly set: 'validation' | 'test';
  readonly newClassCount: number;
  readonly imageCount: number;
  readonly accuracyBefore: number;
  readonly accuracyAfter: number;
}

interface ReportedBaseModel {
  readonly id: string;
  readonly inputSize: number;
  readonly embeddingSize: number;
  readonly sha256: string;
}

interface ReportedClass {
  readonly name: string;
  readonly training: number;
  readonly validation: number;
  readonly test: number;
}

interface ReportedEvaluation {
  readonly sampleCount: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly logLoss: number;
  readonly expectedCalibrationError: number;
  readonly perClass: readonly {
    readonly name: string;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    readonly support: number;
  }[];
  readonly confusionMatrix: {
    readonly classes: readonly string[];
    /** `counts[trueClass][predictedClass]`. */
    readonly counts: readonly (readonly number[])[];
  };
  readonly predictions: readonly {
    readonly file: string;
    readonly trueClass: string;
    readonly predictedClass: string;
    /** In the order of `dataset.classes`. */
    readonly probabilities: readonly number[];
  }[];
}

/** Puts a report together; everything in it comes from `input`. */
export function createReport(input: ReportInput): GraftReport {
  const { id, inputSize, embeddingSize, sha256 } = input.baseModel;
  const { imagesEmbedded, decodeMs, embedMs, totalMs, trainMs } = input.timings;
  const classNames = input.classes.map(({ name }) => name);
  return {
    format: 'graft-report',
    version: 1,
    createdAt: input.createdAt,
    baseModel: { id, inputSize, embeddingSize, sha256 },
    backend: input.backend,
    config: { ...input.settings },
    dataset: {
      classes: input.classes.map(({ name, training, validation, test }) => ({
        name,
        training,
        validation,
        test,
      })),
    },
    history: input.history,
    training: {
      bestEpoch: input.bestEpoch,
      tunedBlockCount: input.tunedBlockCount,
      ending: input.ending,
      refitDone: input.refitDone,
      trainedOn: input.trainedOn,
      note: input.refitDone ? refitNote : noRefitNote,
    },
    calibration: { temperature: input.temperature, noneThreshold: input.noneThreshold },
    timings: {
      decodeMs,
      embedMs,
      trainMs,
      totalMs: totalMs + trainMs,
      imagesEmbedded,
      imagesPerSecond: totalMs > 0 ? (1000 * imagesEmbedded) / totalMs : 0,
    },
    evaluation: {
      validation: reportEvaluation(input.evaluation.validation, classNames),
      test: reportEvaluation(input.evaluation.test, classNames),
    },
  };
}

const refitNote =
  'The validation figures are those of the head of the best epoch, before it was trained once more on training and ' +
  'validation images together. The test figures are those of the final head.';
const noRefitNote = 'Validation and test figures are those of the same head, of the best epoch.';

function reportEvaluation(
  samples: EvaluatedSamples | null,
  classNames: readonly string[],
): ReportedEvaluation | null {
  if (samples === null) return null;
  const { evaluation, files, trueClassIndexes, probabilities } = samples;
  const nameOf = (classIndex: number | undefined) => classNames[classIndex ?? -1] ?? '';
  return {
    sampleCount: evaluation.sampleCount,
    accuracy: evaluation.accuracy,
    macroF1: evaluation.macroF1,
    logLoss: evaluation.logLoss,
    expectedCalibrationError: evaluation.expectedCalibrationError,
    perClass: evaluation.perClass.map(({ precision, recall, f1, support }, classIndex) => ({
      name: nameOf(classIndex),
      precision,
      recall,
      f1,
      support,
    })),
    confusionMatrix: { classes: classNames, counts: evaluation.confusionMatrix.counts },
    predictions: files.map((file, row) => ({
      file,
      trueClass: nameOf(trueClassIndexes[row]),
      predictedClass: nameOf(evaluation.predictedClassIndexes[row]),
      probabilities: Array.from(
        probabilities.subarray(row * classNames.length, (row + 1) * classNames.length),
        roundToSingle,
      ),
    })),
  };
}

/** The shortest of the usual decimals that still is the same 32-bit float: nine significant digits. */
function roundToSingle(value: number): number {
  return Number(value.toPrecision(9));
}

/** The report as a file to download. */
export function exportReport(report: GraftReport): ExportedFile {
  return {
    fileName: 'graft-report.json',
    mediaType: 'application/json',
    bytes: strToU8(`${JSON.stringify(report, null, 2)}\n`),
  };
}
