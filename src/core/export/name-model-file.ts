import type { WeightPrecision } from '../shared/compress-weights.ts';
import { createFileName } from './file-name.ts';

/** How the files of a format are called in front and behind. */
const names = {
  'full-model': ['graft-model', 'zip'],
  'graph-model': ['graft-graph-model', 'zip'],
  'offline-page': ['graft-page', 'html'],
  'web-component': ['graft-component', 'zip'],
  head: ['graft-head', 'zip'],
  onnx: ['graft-model', 'onnx'],
  keras: ['graft-keras', 'keras'],
  tflite: ['graft-model', 'tflite'],
  'c-header': ['graft-model', 'h'],
  'teachable-machine': ['graft-teachable-machine', 'zip'],
  'scratch-extension': ['graft-scratch', 'js'],
  'model-card': ['graft-model-card', 'html'],
} as const;

/** What tells the files of one model apart. */
interface NamedChoice {
  readonly format: keyof typeof names;
  readonly precision?: WeightPrecision;
  readonly withPreprocessing?: boolean;
}

/** What a file of a model with these classes is called when it is downloaded: every choice has a name of its own. */
export function nameModelFile(
  { format, precision = 'float32', withPreprocessing = false }: NamedChoice,
  labels: readonly string[],
): string {
  const [prefix, extension] = names[format];
  // There is no other precision of a C header.
  const shownPrecision = precision === 'float32' || format === 'c-header' ? '' : `-${precision}`;
  return createFileName(
    `${prefix}${shownPrecision}${withPreprocessing ? '-any-size' : ''}`,
    labels,
    extension,
  );
}
