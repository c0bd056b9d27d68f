import type { WeightPrecision } from '../core/shared/compress-weights.ts';
import type { ModelChoice } from './model-formats.ts';
import type { TrainedModel } from './trained-model.ts';

const bytesPerNumber: Readonly<Record<WeightPrecision, number>> = { float32: 4, float16: 2, int8: 1 };

/** Of a C header: a byte in decimals and its comma, on average over trained weights. */
const lettersPerHeaderByte = 3.7;

/** What runs an offline page or a web component: TF.js's wasm backend in two builds, and a script. */
const runtimeBytes = { wasm: 736_000, script: 284_000 };

/** How large a file will be, give or take a few kilobytes of description; null for those that hold no weights. */
export function estimateFileSize(
  choice: ModelChoice,
  { head, baseModel, tunedLayers }: TrainedModel,
): number | null {
  const headNumbers = head.layers.reduce(
    (sum, { kernel, bias }) => sum + kernel.length + bias.length,
    2 * head.embeddingSize,
  );
  if (
    choice.format === 'offline-page' ||
    choice.format === 'scratch-extension' ||
    choice.format === 'web-component'
  ) {
    const tunedNumbers = (tunedLayers ?? []).reduce((sum, { kernel }) => sum + kernel.length, 0);
    const weightBytes = 4 * headNumbers + 2 * (baseModel.parameterCount + tunedNumbers);
    // Base64 makes four letters of three bytes.
    const lettersPerByte = choice.format === 'web-component' ? 1 : 4 / 3;
    return lettersPerByte * (weightBytes + runtimeBytes.wasm) + runtimeBytes.script;
  }
  if (!('precision' in choice)) return null;
  if (choice.format === 'c-header') return lettersPerHeaderByte * (headNumbers + baseModel.parameterCount);
  const baseNumbers = choice.format === 'head' ? 0 : baseModel.parameterCount;
  return (headNumbers + baseNumbers) * bytesPerNumber[choice.precision];
}
