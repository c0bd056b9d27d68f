import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../../../src/core/shared/random.ts';
import type { Answer } from './serve.ts';

/** A TF.js model as its files: paths to contents. */
export type ModelFiles = Readonly<Record<string, Answer>>;

/** Weights that are the same in every run. */
export function seededInitializer(seed: number) {
  return tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed });
}

/** The files of a layers model, under `folder` (which ends in a slash). */
export async function layersModelFiles(model: tf.LayersModel, folder: string): Promise<ModelFiles> {
  let files: ModelFiles = {};
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const json = {
        format: 'layers-model',
        modelTopology,
        weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
      };
      files = toFiles(folder, json, new Uint8Array(weightData as ArrayBuffer));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return files;
}

/** A node of a graph model, as its model.json writes it. */
export interface MadeNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
  /** For `Const`: its shape. It is filled with seeded numbers between -0.5 and 0.5. */
  readonly shape?: readonly number[];
  /** For `Const`: its whole numbers, instead. */
  readonly whole?: readonly number[];
}

/** The files of a graph model made of these nodes. */
export function graphModelFiles(nodes: readonly MadeNode[], folder: string): ModelFiles {
  const random = createRandom(5);
  const weights: { name: string; shape: readonly number[]; dtype: string }[] = [];
  const bytes: Uint8Array[] = [];
  const node = nodes.map(({ name, op, input = [], attr = {}, shape, whole }) => {
    if (shape !== undefined) {
      const length = shape.reduce((product, side) => product * side, 1);
      const values =
        whole === undefined
          ? Float32Array.from({ length }, () => random.next() - 0.5)
          : Int32Array.from(whole);
      weights.push({ name, shape, dtype: whole === undefined ? 'float32' : 'int32' });
      bytes.push(new Uint8Array(values.buffer));
    }
    return { name, op, input, attr };
  });
  const json = {
    format: 'graph-model',
    modelTopology: { node, versions: { producer: 1 } },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  return toFiles(folder, json, new Uint8Array(Buffer.concat(bytes)));
}

/** A graph that ends like MobileNet V1 of TF Hub: one convolution, pooling, a classifier of 1001 classes. */
export function mobileNetLikeNodes(poolName: string, side = 224): MadeNode[] {
  return [
    placeholder(side),
    { name: 'kernel', op: 'Const', shape: [3, 3, 3, 6] },
    { name: 'conv', op: 'Conv2D', input: ['images', 'kernel'], attr: convolution(2) },
    { name: 'relu', op: 'Relu6', input: ['conv'] },
    { name: 'places', op: 'Const', shape: [2], whole: [1, 2] },
    { name: poolName, op: 'Mean', input: ['relu', 'places'], attr: { keep_dims: { b: true } } },
    { name: 'logits/kernel', op: 'Const', shape: [1, 1, 6, 1001] },
    { name: 'logits/conv', op: 'Conv2D', input: [poolName, 'logits/kernel'], attr: convolution(1) },
    { name: 'logits/bias', op: 'Const', shape: [1001] },
    { name: 'logits/add', op: 'BiasAdd', input: ['logits/conv', 'logits/bias'] },
    {
      name: 'logits',
      op: 'Squeeze',
      input: ['logits/add'],
      attr: { squeeze_dims: { list: { i: ['1', '2'] } } },
    },
  ];
}

export function placeholder(side: number): MadeNode {
  const dim = [-1, side, side, 3].map((size) => ({ size: String(size) }));
  return {
    name: 'images',
    op: 'Placeholder',
    attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim } } },
  };
}

export function convolution(stride: number): MadeNode['attr'] & object {
  const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
  const list = (...values: number[]) => ({ list: { i: values.map(String) } });
  return {
    strides: list(1, stride, stride, 1),
    dilations: list(1, 1, 1, 1),
    padding: text('SAME'),
    data_format: text('NHWC'),
  };
}

function toFiles(folder: string, json: unknown, weights: Uint8Array): ModelFiles {
  return {
    [`${folder}model.json`]: { type: 'application/json', body: JSON.stringify(json) },
    [`${folder}weights.bin`]: { body: weights },
  };
}
