import type { ModelWriting } from '../engine/engine-api.ts';

/** What a trained model can be downloaded as: what the engine writes, with its options, and what the studio says of it. */
export type ModelChoice = ModelWriting | { readonly format: 'report' } | { readonly format: 'model-card' };
/** The name of it, whatever the options. */
export type ModelFormat = ModelChoice['format'];

/** Where people use a file, in the order of the page. */
export const exportPlaces = ['web', 'python', 'phone', 'classroom', 'paper'] as const;
/** One of them. */
export type ExportPlace = (typeof exportPlaces)[number];

interface ModelFormatFacts {
  readonly place: ExportPlace;
  /**
   * What there must be beside a trained model. `frozen-base`: a base model that training has left as it was. `any-layers`: one whose layers
   * TF.js knows at least. `known-layers`: one whose layers are known one by one.
   */
  readonly needs: 'frozen-base' | 'any-layers' | 'known-layers' | 'nothing';
  /** What the person may choose, the usual first; they differ in precision. */
  readonly choices: readonly [ModelChoice, ...ModelChoice[]];
}

/** Every format, those of one place in the order of the page. */
export const modelFormats: Readonly<Record<ModelFormat, ModelFormatFacts>> = {
  'full-model': {
    place: 'web',
    needs: 'any-layers',
    choices: [
      { format: 'full-model', precision: 'float32' },
      { format: 'full-model', precision: 'float16' },
    ],
  },
  'graph-model': {
    place: 'web',
    needs: 'known-layers',
    choices: [
      { format: 'graph-model', precision: 'float32' },
      { format: 'graph-model', precision: 'float16' },
      { format: 'graph-model', precision: 'int8' },
    ],
  },
  'offline-page': { place: 'web', needs: 'known-layers', choices: [{ format: 'offline-page' }] },
  'web-component': { place: 'web', needs: 'known-layers', choices: [{ format: 'web-component' }] },
  head: {
    place: 'web',
    needs: 'frozen-base',
    choices: [
      { format: 'head', precision: 'float32' },
      { format: 'head', precision: 'float16' },
    ],
  },
  onnx: {
    place: 'python',
    needs: 'known-layers',
    choices: [
      { format: 'onnx', precision: 'float32', withPreprocessing: false },
      { format: 'onnx', precision: 'float16', withPreprocessing: false },
    ],
  },
  keras: { place: 'python', needs: 'known-layers', choices: [{ format: 'keras', precision: 'float32' }] },
  tflite: {
    place: 'phone',
    needs: 'known-layers',
    choices: [
      { format: 'tflite', precision: 'float32' },
      { format: 'tflite', precision: 'float16' },
      { format: 'tflite', precision: 'int8' },
    ],
  },
  'c-header': { place: 'phone', needs: 'known-layers', choices: [{ format: 'c-header', precision: 'int8' }] },
  'teachable-machine': {
    place: 'classroom',
    needs: 'known-layers',
    choices: [{ format: 'teachable-machine', precision: 'float32' }],
  },
  'scratch-extension': {
    place: 'classroom',
    needs: 'known-layers',
    choices: [{ format: 'scratch-extension' }],
  },
  'model-card': {
    place: 'paper',
    needs: 'nothing',
    choices: [{ format: 'model-card' }],
  },
  report: { place: 'paper', needs: 'nothing', choices: [{ format: 'report' }] },
};

/** The formats of a place, in the order of the page. */
export function listFormatsOf(place: ExportPlace): readonly ModelFormat[] {
  const formats = Object.keys(modelFormats) as ModelFormat[];
  return formats.filter((format) => modelFormats[format].place === place);
}
