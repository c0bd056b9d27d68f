import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import {
  type BaseModelHost,
  convolutionLayer,
  expectEmbedding,
  openBaseModelHost,
} from './support/base-model-host.ts';
import { drawPixels, toPng } from './support/draw-image.ts';
import {
  convolution,
  graphModelFiles,
  layersModelFiles,
  type MadeNode,
  type ModelFiles,
  mobileNetLikeNodes,
} from './support/made-models.ts';
import { createNodePorts } from './support/node-ports.ts';

const side = 32;
const range = [-1, 1] as const;
let host: BaseModelHost;

beforeAll(async () => {
  host = await openBaseModelHost();
});

afterAll(() => host.close());

/** Cuts `model` where its embedding should be, to compare with. */
function cutAt(model: tf.LayersModel, layer: string): tf.LayersModel {
  return tf.model({ inputs: model.inputs, outputs: model.getLayer(layer).output as tf.SymbolicTensor });
}
describe('a layers model', () => {
  const input = () => tf.input({ shape: [side, side, 3] });
  const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor) => layer.apply(to) as tf.SymbolicTensor;

  test('like Keras MobileNet is cut at its global pooling', async () => {
    const image = input();
    const pooled = apply(
      tf.layers.globalAveragePooling2d({ name: 'pool' }),
      apply(convolutionLayer(5, 'conv'), image),
    );
    const square = apply(tf.layers.reshape({ targetShape: [1, 1, 5] }), pooled);
    const classes = apply(
      tf.layers.conv2d({ filters: 4, kernelSize: 1 }),
      apply(tf.layers.dropout({ rate: 0.1 }), square),
    );
    const output = apply(
      tf.layers.activation({ activation: 'softmax' }),
      apply(tf.layers.reshape({ targetShape: [4] }), classes),
    );
    const model = tf.model({ inputs: image, outputs: output });
    const url = host.serve(await layersModelFiles(model, '/keras-mobilenet/'));
    const { baseModel } = await host.startRightly({ kind: 'layers-url', url, inputRange: range });
    expect(baseModel).toMatchObject({
      name: 'keras-mobilenet',
      inputSize: side,
      embeddingSize: 5,
      exportable: true,
      source: url,
    });
    const { embedding, input: pixels } = await host.embedOne(side, range);
    await expectEmbedding(embedding, cutAt(model, 'pool').predict(pixels) as tf.Tensor);
  });

  test('that flattens a feature map is cut before that, and the map is averaged', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [side, side, 3] }),
        convolutionLayer(7, 'conv'),
        tf.layers.flatten(),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const url = host.serve(await layersModelFiles(model, '/flat/'));
    const inputRange = [0, 1] as const;
    const { baseModel } = await host.startRightly({ kind: 'layers-url', url, inputRange });
    expect(baseModel.embeddingSize).toBe(7);
    const { embedding, input: pixels } = await host.embedOne(side, inputRange);
    const map = cutAt(model, 'conv').predict(pixels) as tf.Tensor;
    await expectEmbedding(embedding, tf.mean(map, [1, 2]));
  });

  test('with a model for its classifier, as Teachable Machine writes it, is cut before that', async () => {
    const base = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [side, side, 3] }),
        convolutionLayer(6, 'conv'),
        tf.layers.globalAveragePooling2d({}),
      ],
    });
    const classifier = tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [6], units: 10, activation: 'relu' }),
        tf.layers.dense({ units: 3, activation: 'softmax', useBias: false }),
      ],
    });
    const url = host.serve(
      await layersModelFiles(tf.sequential({ layers: [base, classifier] }), '/teachable-machine/'),
    );
    const { baseModel } = await host.startRightly({ kind: 'layers-url', url, inputRange: range });
    expect(baseModel.embeddingSize).toBe(6);
    const { embedding, input: pixels } = await host.embedOne(side, range);
    await expectEmbedding(embedding, base.predict(pixels) as tf.Tensor);
  });

  test('without a classifier gives its averaged feature map, at the usual size where it takes any', async () => {
    const model = tf.sequential({
      layers: [tf.layers.inputLayer({ inputShape: [null, null, 3] }), convolutionLayer(4, 'conv')],
    });
    const url = host.serve(await layersModelFiles(model, '/headless/'));
    const { baseModel } = await host.startRightly({ kind: 'layers-url', url, inputRange: range });
    expect(baseModel).toMatchObject({ inputSize: 224, embeddingSize: 4 });
    const { embedding, input: pixels } = await host.embedOne(224, range);
    await expectEmbedding(embedding, tf.mean(model.predict(pixels) as tf.Tensor, [1, 2]));
  });

  test('comes from files as well, and its embeddings have another key for another input range', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [side, side, 3] }),
        convolutionLayer(4, 'conv'),
        tf.layers.globalMaxPooling2d({}),
      ],
    });
    const files = Object.entries(await layersModelFiles(model, '')).map(
      ([name, { body }]) => new File([body as BlobPart], name),
    );
    // Without the message channel: Node cannot send a File through one, as browsers can.
    const direct = createEngine(createNodePorts(host.server.builtInBaseUrl));
    const startDirectly = (files: File[], inputRange: readonly [number, number]) =>
      direct.start({ backend: 'wasm', baseModel: { kind: 'layers-files', files, inputRange } }, () => {});
    const first = await startDirectly(files, range);
    const second = await startDirectly(files, [0, 1]);
    if (isFailure(first) || isFailure(second)) throw new Error(JSON.stringify([first, second]));
    expect(first.baseModel).toMatchObject({
      embeddingSize: 4,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(second.baseModel.sha256).not.toBe(first.baseModel.sha256);
    expect(await startDirectly(files.slice(0, 1), range)).toEqual({
      kind: 'base-model-unfit',
      detail: 'the file weights.bin is missing among the files',
    });
    expect(await startDirectly(files.slice(1), range)).toEqual({
      kind: 'base-model-unfit',
      detail: 'there is no model.json among the files',
    });
  });
});

describe('a graph model', () => {
  /** The mean over places of the pooled result, computed by an independent graph without the classifier. */
  const denseHead: MadeNode[] = [
    ...mobileNetLikeNodes('pool', side).slice(0, 6),
    { name: 'flat/shape', op: 'Const', shape: [2], whole: [-1, 6] },
    { name: 'flat', op: 'Reshape', input: ['pool', 'flat/shape'] },
    { name: 'dense/kernel', op: 'Const', shape: [6, 3] },
    { name: 'dense', op: 'MatMul', input: ['flat', 'dense/kernel'] },
    { name: 'probabilities', op: 'Softmax', input: ['dense'] },
  ];

  async function poolOf(files: ModelFiles, pixels: tf.Tensor): Promise<tf.Tensor> {
    const [json, weights] = Object.values(files);
    const { modelTopology, weightsManifest } = JSON.parse(json?.body as string);
    const weightData = new Uint8Array(weights?.body as Uint8Array).buffer;
    const weightSpecs = weightsManifest[0].weights;
    const model = await tf.loadGraphModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    return model.execute(pixels, 'pool') as tf.Tensor;
  }

  test.each([
    ['a dense classifier', denseHead],
    ['a classifier that is a convolution', mobileNetLikeNodes('pool', side)],
    ['no classifier', mobileNetLikeNodes('pool', side).slice(0, 6)],
    ['a feature map at its end', mobileNetLikeNodes('pool', side).slice(0, 4)],
  ])('with %s gives its pooled features', async (name, nodes) => {
    const whole = graphModelFiles(denseHead, '/whole/');
    const url = host.serve(graphModelFiles(nodes, `/graph-${name.replaceAll(' ', '-')}/`));
    const { baseModel } = await host.startRightly({ kind: 'graph-url', url, inputRange: range });
    expect(baseModel).toMatchObject({ inputSize: side, embeddingSize: 6 });
    const { embedding, input: pixels } = await host.embedOne(side, range);
    await expectEmbedding(embedding, await poolOf(whole, pixels));
  });

  test('of @tensorflow-models/mobilenet goes through that package', async () => {
    const poolName = 'module_apply_default/MobilenetV1/Logits/global_pool';
    const nodes = mobileNetLikeNodes(poolName);
    const url = host.serve(graphModelFiles(nodes, '/mobilenet/'));
    const { baseModel } = await host.startRightly({
      kind: 'tfjs-mobilenet',
      version: 1,
      alpha: 0.5,
      url,
      inputRange: [0, 1],
    });
    expect(baseModel).toMatchObject({ name: 'MobileNet V1 0.5', inputSize: 224, embeddingSize: 6 });
    const { embedding, input: pixels } = await host.embedOne(224, [0, 1]);
    await expectEmbedding(embedding, await poolOf(graphModelFiles(mobileNetLikeNodes('pool'), '/'), pixels));
  });

  test('is refused by that package when it lacks the node that the package reads', async () => {
    const url = host.serve(graphModelFiles(mobileNetLikeNodes('pool'), '/no-mobilenet/'));
    const source = { kind: 'tfjs-mobilenet', version: 2, alpha: 1, url, inputRange: range } as const;
    expect(await host.start(source)).toMatchObject({
      kind: 'base-model-unfit',
      detail: expect.stringContaining('module_apply_default/MobilenetV2/Logits/AvgPool'),
    });
    expect(await host.start({ ...source, alpha: 0.25, url: undefined } as never)).toMatchObject({
      kind: 'base-model-unfit',
    });
  });

  /** Ends in a sum over places that takes a kernel which wasm lacks. */
  const einsum: MadeNode[] = [
    ...mobileNetLikeNodes('pool', side).slice(0, 4),
    {
      name: 'sum',
      op: 'Einsum',
      input: ['relu', 'relu'],
      attr: { equation: { s: Buffer.from('bhwc,bhwc->bc').toString('base64') }, N: { i: '2' } },
    },
  ];
  /** The wasm backend of TF.js 4.22 gives zeros for a convolution whose stride is larger than its kernel. */
  const wideStride: MadeNode[] = mobileNetLikeNodes('pool', side)
    .slice(0, 4)
    .map((node) => (node.name === 'conv' ? { ...node, attr: convolution(4) } : node));

  test.each([
    ['lacks a kernel for', einsum, /^on wasm: .*Einsum/],
    ['computes wrongly', wideStride, /^on wasm: .*zeros/],
  ])('that wasm %s goes to another backend in auto, and is refused by hand', async (name, nodes, detail) => {
    const url = host.serve(graphModelFiles(nodes, `/${name}/`.replaceAll(' ', '-')));
    const source = { kind: 'graph-url', url, inputRange: range } as const;
    expect(await host.start(source)).toMatchObject({
      kind: 'base-model-unfit',
      detail: expect.stringMatching(detail),
    });
    expect(await host.start(source, 'auto')).toMatchObject({ backend: 'cpu' });
  });
});

describe('changing the base model', () => {
  test('leaves the one in use as it was when the new one fails', async () => {
    const { baseModel } = await host.startRightly({ kind: 'built-in' });
    const before = await host.engine.client.countTensors();
    for (const url of ['/nowhere/model.json', '/two/model.json', '/one-colour-channel/model.json']) {
      const source = { kind: 'layers-url', url: host.server.origin + url, inputRange: range } as const;
      expect(isFailure(await host.start(source))).toBe(true);
    }
    expect(await host.engine.client.countTensors()).toBe(before);
    const { embedding } = await host.embedOne(224, range);
    expect(embedding).toHaveLength(baseModel.embeddingSize);
  });

  test('frees the old one', async () => {
    await host.startRightly({ kind: 'built-in' });
    const before = await host.engine.client.countTensors();
    const url = (folder: string) => `${host.server.origin}/${folder}/model.json`;
    await host.startRightly({ kind: 'layers-url', url: url('flat'), inputRange: range });
    await host.startRightly({ kind: 'graph-url', url: url('graph-no-classifier'), inputRange: range });
    const mobileNet = { kind: 'tfjs-mobilenet', version: 1, alpha: 0.5, inputRange: range } as const;
    await host.startRightly({ ...mobileNet, url: url('mobilenet') });
    await host.startRightly({ kind: 'built-in' });
    expect(await host.engine.client.countTensors()).toBe(before);
  });

  test('ends an embedding run that was for the old one', async () => {
    await host.startRightly({ kind: 'built-in' });
    const images = Array.from({ length: 40 }, (_, i) => ({
      id: `${i}`,
      image: toPng({ width: 32, height: 32, channels: 3, data: drawPixels('checks', i, 32) }),
    }));
    let change: Promise<unknown> | null = null;
    const sizes = new Set<number>();
    const url = `${host.server.origin}/flat/model.json`;
    const timings = await host.engine.client.embedImages(images, async (group) => {
      for (const result of group) if ('embedding' in result) sizes.add(result.embedding.length);
      change ??= host.start({ kind: 'layers-url', url, inputRange: range });
      // Otherwise all images may be embedded before the new model has come.
      await change;
      return 'continue';
    });
    expect(isFailure(await change)).toBe(false);
    expect(sizes).toEqual(new Set([1024]));
    if (isFailure(timings)) throw new Error('not embedded');
    expect(timings.imagesEmbedded).toBeLessThan(40);
  });
});
