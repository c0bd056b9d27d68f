import { looksLikeImage } from '../core/dataset/looks-like-image.ts';
import type { OpenedModelFailure } from '../core/shared/failure.ts';
import type { ModelFileFormat, ModelSource } from '../engine/engine-api.ts';
import type { NamedBlob } from '../platform/named-blob.ts';

/** JSON files that programs put beside a model. */
const notes: ReadonlySet<string> = new Set(['metadata.json', 'labels.json', 'package.json', 'manifest.json']);

/** The weight files of a TF.js model, as they are usually called. */
const weights = /\.bin$|shard\d+of\d+$/i;

/** Files that hold all of a model, by the ends of their names. What comes first is found first. */
const wholeFiles: readonly (readonly [RegExp, ModelFileFormat])[] = [
  [/(^|\/)classifier\.json$/i, 'web-component'],
  [/\.onnx$/i, 'onnx'],
  [/\.(tflite|task)$/i, 'tflite'],
  [/\.keras$/i, 'keras'],
];

/** Files that may hold a model where there is nothing else. */
const looseFiles: readonly (readonly [RegExp, ModelFileFormat])[] = [
  [/\.html?$/i, 'offline-page'],
  [/\.m?js$/i, 'scratch-extension'],
];

/** A program in C may have several; then none of them is known to be the model. */
const header = /\.h$/i;

type OtherFormat = Extract<OpenedModelFailure, { kind: 'model-of-other-program' }>['format'];

/** Files that are not opened, by the ends of their names; a single header is. */
const otherFormats: readonly (readonly [RegExp, OtherFormat])[] = [
  [/\.(h5|hdf5)$/i, 'keras'],
  [/\.(h|hpp|c|cc|cpp|ino)$/i, 'c-header'],
  [/\.pb$/i, 'saved-model'],
  [/\.(pt|pth|safetensors)$/i, 'pytorch'],
  [/\.graft$|(^|\/)project\.json$/i, 'project'],
];

/** Whether a file may be a model, or part of one, by its name. */
export function mayBeModel(path: string): boolean {
  return (
    /\.json$/i.test(path) ||
    [...wholeFiles, ...looseFiles, ...otherFormats].some(([ending]) => ending.test(path))
  );
}

/**
 * Finds among files the one that says what the model is: the model.json, else the one file of Graft that holds all of it, else the
 * only JSON file that is not known to be something else, because programs let people name it.
 * @returns where it is, or why it is not clear
 */
export function findModelFile(
  files: readonly NamedBlob[],
): Pick<ModelSource, 'format' | 'modelPath'> | OpenedModelFailure {
  const paths = files.map(({ path }) => path).filter((path) => !/(^|\/)(__MACOSX\/|\._)/.test(path));
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const pick = (format: ModelFileFormat, found: readonly string[]) => {
    const [modelPath] = found;
    if (modelPath === undefined) return null;
    if (found.length > 1) return { kind: 'model-ambiguous', modelCount: found.length } as const;
    return { format, modelPath };
  };
  const pickByEnding = (endings: typeof wholeFiles) => {
    for (const [ending, format] of endings) {
      const found = pick(
        format,
        paths.filter((path) => ending.test(path)),
      );
      if (found !== null) return found;
    }
    return null;
  };
  const named = pick(
    'tfjs',
    paths.filter((path) => nameOf(path) === 'model.json'),
  );
  if (named !== null) return named;
  const whole = pickByEnding(wholeFiles);
  if (whole !== null) return whole;
  const [headerPath, ...otherHeaders] = paths.filter((path) => header.test(path));
  if (headerPath !== undefined && otherHeaders.length === 0) {
    return { format: 'c-header', modelPath: headerPath };
  }
  const other = otherFormats.find(([ending]) => paths.some((path) => ending.test(path)));
  if (other !== undefined) return { kind: 'model-of-other-program', format: other[1] };
  const holdsImages = files.some(({ path, blob }) => looksLikeImage(path, blob.type));
  if (holdsImages && !paths.some((path) => weights.test(path))) return { kind: 'model-is-images' };
  const renamed = pick(
    'tfjs',
    paths.filter((path) => nameOf(path).endsWith('.json') && !notes.has(nameOf(path))),
  );
  if (renamed !== null) return renamed;
  return pickByEnding(looseFiles) ?? { kind: 'model-missing' };
}
