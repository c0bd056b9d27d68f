import { strFromU8, strToU8, unzipSync } from 'fflate';
import { oneOf, parseJson, readField } from '../../shared/read-json.ts';
import { type SequentialLayer, writeLayersModel } from '../write-layers-model.ts';
import type { ModelFiles } from '../zip-model.ts';
import { readWeightsFile } from './read-weights-file.ts';

/** A TF.js model with what is said of it. */
export interface DescribedModelFiles extends ModelFiles {
  readonly 'metadata.json': Uint8Array<ArrayBuffer>;
}

/** The weights of each layer in their order, by the names that TF.js has for them. */
const weightNames: Readonly<Record<SequentialLayer['className'], readonly string[]>> = {
  Conv2D: ['kernel', 'bias'],
  DepthwiseConv2D: ['depthwise_kernel', 'bias'],
  ReLU: [],
  GlobalAveragePooling2D: [],
  LayerNormalization: ['gamma', 'beta'],
  Dense: ['kernel', 'bias'],
};
const readClass = oneOf(...(Object.keys(weightNames) as SequentialLayer['className'][]));

const names = ['metadata.json', 'config.json', 'model.weights.h5'] as const;

/** No such file of Graft has more. */
const limits = { jsonBytes: 2 ** 24, jsonValues: 1_000_000, layers: 1000 } as const;

/**
 * Turns a `.keras` file that Graft has written into the files of the same model as Graft writes them for TF.js, with the
 * `metadata.json` beside them.
 * @returns null where Graft has not written it
 * @throws Error that says what is wrong with a file that Graft has written, where it does not hold a whole model
 */
export async function readKeras(bytes: Uint8Array): Promise<DescribedModelFiles | null> {
  const files = unpack(bytes);
  const metadata = readField(readJson(files?.['metadata.json']), 'graft');
  if (files === null || readField(metadata, 'format') !== 'graft-model') return null;
  const described = listLayers(readJson(files['config.json']));
  const weights = await readWeightsFile(
    files['model.weights.h5'] ?? new Uint8Array(),
    described.layers.map(({ className }) => ({ className, weightCount: weightNames[className].length })),
  );
  const layers = described.layers.map(
    (layer, index): SequentialLayer => ({
      ...layer,
      weights: weightNames[layer.className].map((name, place) => {
        const weight = weights[index]?.[place];
        if (weight === undefined) throw new Error(`layer ${index + 1} has too few weights`);
        return { name, ...weight };
      }),
    }),
  );
  return {
    ...writeLayersModel('graft_model', described.inputShape, layers),
    'metadata.json': strToU8(JSON.stringify(metadata)),
  };
}

/** Graft stores the files as they are, so that nothing can unpack to more than came. */
function unpack(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> | null {
  try {
    return unzipSync(bytes, {
      filter: ({ name, compression, originalSize }) =>
        compression === 0 && originalSize <= bytes.length && (names as readonly string[]).includes(name),
    });
  } catch {
    return null;
  }
}

function readJson(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined || bytes.length > limits.jsonBytes) return undefined;
  return parseJson(strFromU8(bytes), limits.jsonValues);
}

/** The layers of a config.json as `writeConfig` writes it. */
function listLayers(config: unknown): {
  readonly inputShape: readonly number[];
  readonly layers: readonly Omit<SequentialLayer, 'weights'>[];
} {
  const all = readField(readField(config, 'config'), 'layers');
  if (readField(config, 'class_name') !== 'Sequential' || !Array.isArray(all) || all.length > limits.layers) {
    throw new Error('its config.json does not list the layers of a model');
  }
  const [input, ...rest] = all as readonly unknown[];
  const batchShape = readField(readField(input, 'config'), 'batch_shape');
  if (readField(input, 'class_name') !== 'InputLayer' || !isImageShape(batchShape)) {
    throw new Error('its config.json does not say which images it takes');
  }
  const layers = rest.map((layer, index) => {
    const className = readClass(readField(layer, 'class_name'));
    const config = readField(layer, 'config');
    const name = readField(config, 'name');
    if (className === undefined || typeof name !== 'string') {
      throw new Error(`layer ${index + 1} in its config.json is none that Graft writes`);
    }
    return { className, name, config: { ...(config as object) } };
  });
  return { inputShape: batchShape.slice(1) as readonly number[], layers };
}

function isImageShape(shape: unknown): shape is readonly [null, number, number, number] {
  return (
    Array.isArray(shape) && shape.length === 4 && shape[0] === null && shape.slice(1).every(Number.isInteger)
  );
}
