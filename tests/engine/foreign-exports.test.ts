import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createRandom } from '../../src/core/shared/random.ts';
import type { DenseLayer, Head } from '../../src/core/training/head.ts';
import type { BaseModelInfo } from '../../src/engine/engine-api.ts';
import { loadExportedModel } from '../support/load-exported-model.ts';
import { type BaseModelHost, convolutionLayer, openBaseModelHost } from './support/base-model-host.ts';
import { drawPixels, toPng } from './support/draw-image.ts';
import { graphModelFiles, layersModelFiles, mobileNetLikeNodes } from './support/made-models.ts';

const side = 32;
const labels = ['a', 'b', 'c'];
let host: BaseModelHost;

beforeAll(async () => {
  host = await openBaseModelHost();
});

afterAll(() => host.close());

function makeHead(embeddingSize: number, hiddenUnits: number): Head {
  const random = createRandom(7);
  const makeLayer = (inputSize: number, outputSize: number, activation: DenseLayer['activation']) => {
    const makeNumbers = (length: number) => Float32Array.from({ length }, () => 2 * random.next() - 1);
    const kernel = makeNumbers(inputSize * outputSize);
    return { inputSize, outputSize, activation, kernel, bias: makeNumbers(outputSize) };
  };
  const layers =
    hiddenUnits === 0
      ? [makeLayer(embeddingSize, labels.length, 'linear')]
      : [makeLayer(embeddingSize, hiddenUnits, 'relu'), makeLayer(hiddenUnits, labels.length, 'linear')];
  return { embeddingSize, classCount: labels.length, layers };
}

function describeModel(baseModel: BaseModelInfo) {
  const metrics = { validation: null, test: null };
  const calibration = { temperature: 1, noneThreshold: null };
  return {
    labels,
    createdAt: '2026-01-02T03:04:05.000Z',
    graftVersion: '0.0.0',
    baseModel: { ...baseModel, tunedBlockCount: 0 },
    calibration,
    metrics,
  };
}

test.each([
  ['a feature map and a hidden layer', tf.layers.flatten(), 12],
  ['pooled features and a linear head', tf.layers.globalAveragePooling2d({}), 0],
])(
  'a layers model with %s is exported whole, and predicts as the preview does',
  async (name, end, hidden) => {
    const inputRange = [0, 1] as const;
    const base = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [side, side, 3] }),
        // A name that the exported head would like to have, too.
        convolutionLayer(7, 'graft_probabilities'),
        end,
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const url = host.serve(await layersModelFiles(base, `/${name.replaceAll(' ', '-')}/`));
    const { baseModel } = await host.startRightly({ kind: 'layers-url', url, inputRange });
    expect(baseModel.exportable).toBe(true);
    const head = makeHead(7, hidden);
    const tensorsBefore = await host.engine.client.countTensors();
    const image = toPng({ width: side, height: side, channels: 3, data: drawPixels('discs', 3, side) });
    const made = await host.engine.client.exportModel(
      {
        format: 'full-model',
        precision: 'float32',
        head,
        description: describeModel(baseModel),
        tunedLayers: null,
        calibration: [],
        pictures: [{ imageHash: '', image }],
        fetchesProgram: false,
      },
      async () => 'continue',
    );
    if (made === null || isFailure(made)) throw new Error(JSON.stringify(made));
    expect(made.check).toMatchObject({ outcome: 'compared', imageCount: 1, passed: true });
    expect(await host.engine.client.countTensors()).toBe(tensorsBefore);

    const { input } = await host.embedOne(side, inputRange);
    const preview = await host.engine.client.classifyImage(image, head);
    if (isFailure(preview)) throw new Error(JSON.stringify(preview));
    const { model, metadata, fileNames } = await loadExportedModel(made.file.bytes);
    expect(fileNames).toEqual(['metadata.json', 'model.json', 'weights.bin']);
    expect(metadata).toMatchObject({ contains: 'full', labels, inputSize: side, inputRange });
    const probabilities = await (model.predict(input) as tf.Tensor).data();
    expect(probabilities).toHaveLength(labels.length);
    for (const [column, probability] of probabilities.entries()) {
      expect(Math.abs(probability - (preview.probabilities[column] as number))).toBeLessThan(1e-4);
    }
  },
);

test('a graph model has no layers to export, which is said', async () => {
  const url = host.serve(graphModelFiles(mobileNetLikeNodes('pool', side), '/graph/'));
  const { baseModel } = await host.startRightly({ kind: 'graph-url', url, inputRange: [-1, 1] });
  expect(baseModel.exportable).toBe(false);
  const model = {
    head: makeHead(6, 0),
    description: describeModel(baseModel),
    tunedLayers: null,
    calibration: [],
    pictures: [],
    fetchesProgram: false,
  };
  expect(
    await host.engine.client.exportModel(
      { format: 'full-model', precision: 'float32', ...model },
      async () => 'continue',
    ),
  ).toEqual({
    kind: 'base-not-exportable',
    baseModel: 'graph',
  });
});
