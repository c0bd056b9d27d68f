import { cleanClassName } from '../dataset/clean-class-name.ts';
import { nameLimits, type SetName } from '../dataset/dataset.ts';
import type { Split, SplitNote } from '../dataset/split-samples.ts';
import { largestCut } from '../embedding/cut-base-model.ts';
import type { TunedLayer, TunedLayers } from '../embedding/tuned-layers.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Failure } from '../shared/failure.ts';
import {
  cut,
  list,
  number,
  oneOf,
  orNull,
  parseJson,
  type Read,
  readField,
  record,
  text,
  whole,
} from '../shared/read-json.ts';
import type { DenseLayer, Head } from '../training/head.ts';
import { readTrainingSettings } from '../training/read-training-settings.ts';
import { settingLimits } from '../training/training-settings.ts';
import type { EpochRecord } from '../training/training-types.ts';
import {
  backends,
  type EvaluatedSet,
  type ProjectBaseModel,
  type ProjectEvaluation,
  type ProjectModel,
  projectLimits,
  projectPaths,
} from './project-file.ts';
import { anyNumber, id, inputRange } from './read-parts.ts';

/** The binary files of a model, by their paths; null for one that is missing. */
export type ReadNumbers = (path: string) => ArrayBuffer | null;

/**
 * Reads a trained model. It is taken whole or not at all: half a head would give wrong answers.
 * @param json text of its `model.json`
 * @returns null where something in it is missing or makes no sense
 */
export function readProjectModel(json: string, readNumbers: ReadNumbers): ProjectModel | null {
  const described = parseJson(json, projectLimits.jsonValues);
  const plain = readPlain(described);
  if (plain === undefined) return null;
  const head = readHead(readField(described, 'head'), readNumbers(projectPaths.head));
  const validationHead = readHead(
    readField(described, 'validationHead'),
    readNumbers(projectPaths.validationHead),
  );
  const tunedLayers = readTunedLayers(
    readField(described, 'tunedLayers') ?? null,
    readNumbers(projectPaths.tunedLayers),
  );
  if (head === null || validationHead === null || tunedLayers === undefined) return null;
  const evaluation = {
    validation: readEvaluation(described, 'validation', head.classCount, readNumbers),
    test: readEvaluation(described, 'test', head.classCount, readNumbers),
  };
  if (evaluation.validation === undefined || evaluation.test === undefined) return null;
  const { validation, test } = evaluation;
  const trainedOn = readTrainedOn(readField(described, 'trainedOn'));
  const model: ProjectModel = {
    ...plain,
    head,
    validationHead,
    tunedLayers,
    settings: readTrainingSettings(readField(described, 'settings')),
    evaluation: { validation, test },
    ...(trainedOn === undefined ? {} : { trainedOn }),
  };
  return isConsistent(model) ? model : null;
}

const shortText = text(projectLimits.textLength);
const file = text(nameLimits.pathLength);
const yesOrNo = oneOf(true, false);
const count = whole(0, Number.MAX_SAFE_INTEGER);
const duration = number(0, Number.MAX_VALUE);
const sampleIds = list(id, projectLimits.sampleCount);
const columnIndex = whole(0, projectLimits.classCount - 1);
/** Of the head alone, then of head and blocks. */
const epochMaximum = settingLimits.epochs.maximum + settingLimits.tuningEpochs.maximum;
const epoch = whole(1, epochMaximum);
const className: Read<string> = (value) =>
  typeof value === 'string' && cleanClassName(value) === value ? value : undefined;

function ofSets<Value>(read: Read<Value>): Read<Readonly<Record<SetName, Value>>> {
  return record<Record<SetName, Value>>({ training: read, validation: read, test: read });
}

const baseModel = record<ProjectBaseModel>({
  id: shortText,
  name: shortText,
  inputSize: whole(1, projectLimits.embeddingSize),
  embeddingSize: whole(1, projectLimits.embeddingSize),
  inputRange,
  sha256: shortText,
  parameterCount: count,
  exportable: yesOrNo,
  source: shortText,
  licence: shortText,
});

const epochRecord = record<EpochRecord>({
  epoch,
  loss: anyNumber,
  accuracy: number(0, 1),
  validationLoss: orNull(anyNumber),
  validationAccuracy: orNull(number(0, 1)),
  durationMs: duration,
});

const aboutClass = { classId: id };
const aboutTrained = { classId: id, trainingCount: count };
const aboutImages = { imageCount: count };
const aboutGroups = { groupCount: count };

/** What a note says beside its kind; the compiler notices a kind that is missing here. */
const noteReaders: {
  readonly [Kind in SplitNote['kind']]: {
    readonly [Key in Exclude<keyof Extract<SplitNote, { readonly kind: Kind }>, 'kind'>]: Read<
      Extract<SplitNote, { readonly kind: Kind }>[Key]
    >;
  };
} = {
  'class-not-validated': aboutTrained,
  'class-in-one-group': aboutTrained,
  'validation-image-trained-on': aboutClass,
  'near-test-trained-on': aboutTrained,
  'near-test-left-out': aboutImages,
  'joined-validation': aboutImages,
  'groups-across-sets': aboutGroups,
  'validation-empty': {},
  'validation-empty-by-groups': {},
};

const splitNote: Read<SplitNote> = (value) => {
  const kind = oneOf(...(Object.keys(noteReaders) as SplitNote['kind'][]))(readField(value, 'kind'));
  if (kind === undefined) return undefined;
  const rest = record<object>(noteReaders[kind])(value);
  return rest === undefined ? undefined : ({ kind, ...rest } as SplitNote);
};

/** A note that is not understood is no reason to do without the model. */
const splitNotes: Read<readonly SplitNote[]> = (value) =>
  Array.isArray(value)
    ? value
        .slice(0, 3 * projectLimits.classCount)
        .map(splitNote)
        .filter((note) => note !== undefined)
    : undefined;

type Plain = Omit<
  ProjectModel,
  'head' | 'validationHead' | 'tunedLayers' | 'settings' | 'evaluation' | 'trainedOn'
>;

/** Files from before this was written do without it. */
function orMissing<Value>(read: Read<Value>, meanwhile: Value): Read<Value> {
  return (value) => (value === undefined ? meanwhile : read(value));
}

const readPlain = record<Plain>({
  headEpochCount: orMissing(orNull(count), null),
  temperature: orMissing(number(Number.MIN_VALUE, Number.MAX_VALUE), 1),
  noneThreshold: orMissing(orNull(number(0, 1)), null),
  classIds: list(id, projectLimits.classCount),
  classNamesAtTraining: list(className, projectLimits.classCount),
  baseModel,
  backend: oneOf(...backends),
  split: record<Split>({ training: sampleIds, validation: sampleIds, test: sampleIds, leftOut: sampleIds }),
  sampleClassIndexes: ofSets(list(columnIndex, projectLimits.sampleCount)),
  splitNotes,
  setCounts: list(ofSets(count), projectLimits.classCount),
  history: list(epochRecord, epochMaximum),
  bestEpoch: epoch,
  refitDone: yesOrNo,
  ending: oneOf('finished', 'early', 'stopped', 'loss-not-finite', 'cut-off'),
  durationMs: duration,
  embedTimings: record<ProjectModel['embedTimings']>({
    imagesEmbedded: count,
    decodeMs: duration,
    embedMs: duration,
    totalMs: duration,
  }),
});

const readTrainedOn = record<NonNullable<ProjectModel['trainedOn']>>({
  set: oneOf('validation', 'test'),
  newClassCount: count,
  imageCount: count,
  accuracyBefore: number(0, 1),
  accuracyAfter: number(0, 1),
});

type LayerShape = Pick<DenseLayer, 'inputSize' | 'outputSize' | 'activation'>;

const readHeadShape = record<{
  readonly embeddingSize: number;
  readonly classCount: number;
  readonly layers: readonly LayerShape[];
}>({
  embeddingSize: whole(1, projectLimits.embeddingSize),
  classCount: whole(2, projectLimits.classCount),
  layers: list(
    record<LayerShape>({
      inputSize: whole(1, projectLimits.embeddingSize),
      outputSize: whole(1, projectLimits.embeddingSize),
      activation: oneOf('relu', 'linear'),
    }),
    2,
  ),
});

function readHead(value: unknown, bytes: ArrayBuffer | null): Head | null {
  const shape = readHeadShape(value);
  const numbers = bytes === null ? null : readFloats(bytes);
  if (shape === undefined || numbers === null) return null;
  const layers: DenseLayer[] = [];
  let at = 0;
  let size = shape.embeddingSize;
  for (const layer of shape.layers) {
    if (layer.inputSize !== size) return null;
    size = layer.outputSize;
    const biasAt = at + layer.inputSize * layer.outputSize;
    layers.push({ ...layer, kernel: numbers.slice(at, biasAt), bias: numbers.slice(biasAt, biasAt + size) });
    at = biasAt + size;
  }
  const isWhole = layers.length > 0 && size === shape.classCount && at === numbers.length;
  return isWhole ? { ...shape, layers } : null;
}

const readTunedShapes = list(
  record({
    kernelLength: whole(1, projectLimits.tunedNumbers),
    biasLength: whole(1, projectLimits.embeddingSize),
  }),
  2 * largestCut,
);

/** @returns undefined where they make no sense: without them their head is wrong */
function readTunedLayers(value: unknown, bytes: ArrayBuffer | null): TunedLayers | null | undefined {
  if (value === null) return null;
  const shapes = readTunedShapes(value);
  const numbers = bytes === null ? null : readFloats(bytes);
  if (shapes === undefined || shapes.length === 0 || numbers === null) return undefined;
  const layers: TunedLayer[] = [];
  let at = 0;
  for (const { kernelLength, biasLength } of shapes) {
    const biasAt = at + kernelLength;
    layers.push({ kernel: numbers.slice(at, biasAt), bias: numbers.slice(biasAt, biasAt + biasLength) });
    at = biasAt + biasLength;
  }
  return at === numbers.length && numbers.length <= projectLimits.tunedNumbers ? layers : undefined;
}

const evaluatedRows = record<Pick<ProjectEvaluation, 'sampleIds' | 'files' | 'trueClassIndexes'>>({
  sampleIds,
  files: list(file, projectLimits.sampleCount),
  trueClassIndexes: list(columnIndex, projectLimits.sampleCount),
});

/** @returns undefined where it makes no sense */
function readEvaluation(
  described: unknown,
  set: EvaluatedSet,
  classCount: number,
  readNumbers: ReadNumbers,
): ProjectEvaluation | Failure | null | undefined {
  const value = readField(readField(described, 'evaluation'), set);
  if (value === null) return null;
  const detail = readField(value, 'detail');
  if (detail !== undefined)
    return { kind: 'engine-crashed', detail: cut(projectLimits.textLength)(detail) ?? '' };
  const rows = evaluatedRows(value);
  const bytes = readNumbers(projectPaths[set]);
  const probabilities = bytes === null ? null : readFloats(bytes);
  if (rows === undefined || probabilities === null) return undefined;
  const { sampleIds, files, trueClassIndexes } = rows;
  const rowCount = trueClassIndexes.length;
  const fits =
    rowCount > 0 &&
    sampleIds.length === rowCount &&
    files.length === rowCount &&
    probabilities.length === rowCount * classCount &&
    trueClassIndexes.every((column) => column < classCount) &&
    probabilities.every((probability) => probability >= 0 && probability <= 1.001);
  if (!fits) return undefined;
  return { ...rows, probabilities, evaluation: evaluate(probabilities, trueClassIndexes, classCount) };
}

/** @returns null where they are no whole numbers of four bytes, or one is not finite */
function readFloats(bytes: ArrayBuffer): Float32Array<ArrayBuffer> | null {
  if (bytes.byteLength % 4 !== 0) return null;
  const numbers = new Float32Array(bytes);
  return numbers.every(Number.isFinite) ? numbers : null;
}

/** Whether all parts speak of the same classes and the same samples. */
function isConsistent({ head, validationHead, tunedLayers, ...model }: ProjectModel): boolean {
  const { classCount, embeddingSize } = head;
  const { classIds, classNamesAtTraining, setCounts, split, sampleClassIndexes, baseModel } = model;
  return (
    validationHead.classCount === classCount &&
    validationHead.embeddingSize === embeddingSize &&
    baseModel.embeddingSize === embeddingSize &&
    (tunedLayers === null || tunedLayers.at(-1)?.bias.length === embeddingSize) &&
    new Set(classIds).size === classCount &&
    [classIds, classNamesAtTraining, setCounts].every(({ length }) => length === classCount) &&
    (['training', 'validation', 'test'] as const).every(
      (set) =>
        split[set].length === sampleClassIndexes[set].length &&
        sampleClassIndexes[set].every((column) => column < classCount),
    )
  );
}
