import {
  cut,
  list,
  number,
  oneOf,
  orNull,
  parseJson,
  type Read,
  readField,
  whole,
} from '../shared/read-json.ts';

/** What the files beside a model say of it; null where they do not. */
export interface ModelNotes {
  /** Whose words they are. */
  readonly maker: 'graft' | 'teachable-machine' | null;
  /** `head`: from an embedding to probabilities. */
  readonly contains: 'head' | 'full';
  /** Class names, in the order of the probabilities. */
  readonly labels: readonly string[] | null;
  /** Side of the square input, in pixels. */
  readonly inputSize: number | null;
  /** What pixel values 0 and 255 become. */
  readonly inputRange: readonly [number, number] | null;
  /** A confidence below this means "None of these", 0 to 1. */
  readonly noneThreshold: number | null;
  /** The base model that a head was trained on. */
  readonly baseModel: { readonly id: string; readonly sha256: string } | null;
}

/** A longer label is cut: 200 characters, as in names of classes, may take two units each. A model of more classes than these is refused. */
export const labelLimits = { length: 400, count: 2000 } as const;

/** Whatever the model, Teachable Machine's library makes byte / 127 - 1 of a byte. */
export const teachableRange = [-1, 255 / 127 - 1] as const;

const unknown: ModelNotes = {
  maker: null,
  contains: 'full',
  labels: null,
  inputSize: null,
  inputRange: null,
  noneThreshold: null,
  baseModel: null,
};

/**
 * Reads what comes with a TF.js model: a metadata.json in Graft's words or those of Teachable Machine, or with labels at
 * least, else a labels.txt with a label on each line. What makes no sense counts as not said.
 * @param metadata the text of the one, null where there is none
 * @param labelsText the text of the other
 */
export function readModelNotes(metadata: string | null, labelsText: string | null): ModelNotes {
  const json = metadata === null ? undefined : parseJson(metadata, 100_000);
  const labels =
    readLabels(readField(json, 'labels')) ?? (labelsText === null ? null : listLines(labelsText));
  const noneThreshold = (holder: unknown) =>
    orNull(number(0, 1))(readField(readField(holder, 'calibration'), 'noneThreshold')) ?? null;
  if (readField(json, 'format') === 'graft-model') {
    return {
      maker: 'graft',
      contains: oneOf('head', 'full')(readField(json, 'contains')) ?? 'full',
      labels,
      inputSize: readSide(readField(json, 'inputSize')) ?? null,
      inputRange: readRange(readField(json, 'inputRange')) ?? null,
      noneThreshold: noneThreshold(json),
      baseModel: readBaseModel(readField(json, 'baseModel')) ?? null,
    };
  }
  const inputSize = readSide(readField(json, 'imageSize'));
  if (inputSize === undefined) return { ...unknown, labels };
  const added = readField(json, 'userMetadata');
  return {
    ...unknown,
    maker: readField(added, 'madeBy') === 'Graft' ? 'graft' : 'teachable-machine',
    labels,
    inputSize,
    inputRange: teachableRange,
    noneThreshold: noneThreshold(added),
  };
}

const readSide = whole(1, 4096);

const readLabels: Read<readonly string[]> = list(cut(labelLimits.length), labelLimits.count);

const readRange: Read<readonly [number, number]> = (value) => {
  const [low, high] = list(number(-1000, 1000), 2)(value) ?? [];
  return low !== undefined && high !== undefined && low < high ? [low, high] : undefined;
};

const readBaseModel: Read<{ readonly id: string; readonly sha256: string }> = (value) => {
  const [id, sha256] = [cut(200)(readField(value, 'id')), cut(64)(readField(value, 'sha256'))];
  return id === undefined || sha256 === undefined ? undefined : { id, sha256 };
};

/** Some programs number the lines: `0 cat`. */
function listLines(text: string): readonly string[] | null {
  const lines = text.trim().split(/\r\n|\r|\n/);
  if (lines.length > labelLimits.count || lines.every((line) => line === '')) return null;
  const numbered = lines.every((line, index) => line.startsWith(`${index} `));
  return lines.map((line, index) =>
    (numbered ? line.slice(`${index} `.length) : line).trim().slice(0, labelLimits.length),
  );
}
