import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BaseModelSource } from '../../src/engine/engine-api.ts';
import { createBaseModelLoader } from '../../src/engine/worker/base-models/load-base-model.ts';
import { type BaseModelHost, convolutionLayer, openBaseModelHost } from './support/base-model-host.ts';
import { graphModelFiles, layersModelFiles, mobileNetLikeNodes } from './support/made-models.ts';
import type { Answer } from './support/serve.ts';

const side = 32;
const range = [-1, 1] as const;
let host: BaseModelHost;

beforeAll(async () => {
  host = await openBaseModelHost();
});

afterAll(() => host.close());

describe('a base model that does not fit', () => {
  const conv = () => convolutionLayer(4, 'conv');
  const layersModel = async (folder: string, inputShape: (number | null)[], ...layers: tf.layers.Layer[]) =>
    layersModelFiles(tf.sequential({ layers: [tf.layers.inputLayer({ inputShape }), ...layers] }), folder);

  test.each([
    ['one colour channel', [side, side, 1], 'its input has 1 colour channels instead of 3'],
    ['the channels first', [3, 33, 33], 'its input has the colour channels first, they must come last'],
    ['a wide input', [side, 64, 3], 'its input is 64 x 32, not a square'],
    ['a huge input', [2048, 2048, 3], 'its input is 2048 pixels wide, 16 to 1024 are possible'],
  ])('because of %s', async (name, shape, detail) => {
    const url = host.serve(await layersModel(`/${name}/`.replaceAll(' ', '-'), shape, conv()));
    expect(await host.start({ kind: 'layers-url', url, inputRange: range })).toEqual({
      kind: 'base-model-unfit',
      detail,
    });
  });

  test('because it takes no image at all', async () => {
    const dense = tf.layers.dense({ units: 3 });
    const url = host.serve(await layersModel('/numbers/', [10], dense));
    expect(await host.start({ kind: 'layers-url', url, inputRange: range })).toEqual({
      kind: 'base-model-unfit',
      detail: 'nothing lies between its input and its classifier',
    });
  });

  test('because it has two inputs', async () => {
    const inputs = [tf.input({ shape: [side, side, 3] }), tf.input({ shape: [side, side, 3] })];
    const outputs = tf.layers.add().apply(inputs) as tf.SymbolicTensor;
    const url = host.serve(await layersModelFiles(tf.model({ inputs, outputs }), '/two/'));
    expect(await host.start({ kind: 'layers-url', url, inputRange: range })).toEqual({
      kind: 'base-model-unfit',
      detail: 'it has 2 inputs and 1 outputs, one of each is needed',
    });
  });

  test.each([
    [
      'is cut short',
      (bytes: Uint8Array) => bytes.slice(0, 100),
      'its weights have 100 bytes, 448 were expected',
    ],
    [
      'is too long',
      (bytes: Uint8Array) => Buffer.concat([bytes, bytes]),
      'more than 448 bytes came for its weights',
    ],
  ])('because its weights file %s', async (name, change, detail) => {
    const folder = `/weights ${name}/`.replaceAll(' ', '-');
    const url = host.serve(await layersModel(folder, [side, side, 3], conv()));
    const file = host.answers[`${folder}weights.bin`];
    host.answers[`${folder}weights.bin`] = { body: change(file?.body as Uint8Array) };
    expect(await host.start({ kind: 'layers-url', url, inputRange: range })).toEqual({
      kind: 'base-model-unfit',
      detail,
    });
  });

  describe('because its weight files are too long together, though none is alone', () => {
    const folder = '/many-weights/';
    const failure = { kind: 'base-model-unfit', detail: 'more than 448 bytes came for its weights' };

    async function makeFiles() {
      const files = { ...(await layersModel(folder, [side, side, 3], conv())) };
      const json = JSON.parse(files[`${folder}model.json`]?.body as string);
      json.weightsManifest[0].paths = ['weights.bin', 'weights.bin'];
      files[`${folder}model.json`] = { body: JSON.stringify(json) };
      return files;
    }

    /** @returns the outcome, and how many bytes were taken in at most */
    async function load(source: BaseModelSource) {
      const sums = [0];
      const outcome = await createBaseModelLoader('')(source, (loadedBytes) => sums.push(loadedBytes));
      return { outcome, mostBytes: Math.max(...sums) };
    }

    test('on a server', async () => {
      const url = host.serve(await makeFiles());
      expect(await load({ kind: 'layers-url', url, inputRange: range })).toEqual({
        outcome: failure,
        mostBytes: 448,
      });
    });

    test('in a folder', async () => {
      const files = Object.entries(await makeFiles()).map(
        ([path, { body }]) => new File([body as BlobPart], path.slice(folder.length)),
      );
      expect(await load({ kind: 'layers-files', files, inputRange: range })).toEqual({
        outcome: failure,
        mostBytes: 448,
      });
    });
  });

  test.each([
    ['{"modelTopology": 7}', /holds no TensorFlow.js model/],
    ['null', /holds no TensorFlow.js model/],
    ['{"modelTopology": {', /not valid JSON/],
    ['{"modelTopology": {}, "weightsManifest": [{"paths": 3}]}', /list of weights/],
    [
      '{"modelTopology": {}, "weightsManifest": [{"paths": ["https://elsewhere.example/w"], "weights": []}]}',
      /another address/,
    ],
    ['{"modelTopology": {"node": []}, "weightsManifest": []}', /it is a graph model, not a layers model/],
    ['{"modelTopology": {}, "weightsManifest": []}', /./],
  ])('because its model.json is %s', async (body, detail) => {
    const url = host.serve({ '/odd/model.json': { body } });
    expect(await host.start({ kind: 'layers-url', url, inputRange: range })).toMatchObject({
      kind: 'base-model-unfit',
      detail: expect.stringMatching(detail),
    });
  });

  test('because the input range is none', async () => {
    const url = `${host.server.origin}/flat/model.json`;
    expect(await host.start({ kind: 'layers-url', url, inputRange: [1, 1] })).toMatchObject({
      kind: 'base-model-unfit',
    });
  });
});

describe('a base model that cannot be reached', () => {
  test.each([
    ['was damaged on the way', (bytes: Buffer) => bytes.fill(bytes[99] === 7 ? 8 : 7, 99, 100)],
    ['came in part', (bytes: Buffer) => bytes.subarray(0, 1000)],
  ])('because the weights of the built-in one %s', async (_, change) => {
    const { weights } = await (await fetch(`${host.server.builtInBaseUrl}model.json`)).json();
    const url = host.server.builtInBaseUrl + weights.file;
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    const { pathname } = new URL(url);
    const load = createBaseModelLoader(host.server.builtInBaseUrl);
    host.answers[pathname] = { body: change(bytes) };
    expect(await load({ kind: 'built-in' }, () => {})).toMatchObject({ kind: 'base-model-unreachable', url });
    delete host.answers[pathname];
    expect(await load({ kind: 'built-in' }, () => {})).toMatchObject({ facts: { sha256: weights.sha256 } });
  });

  test.each([
    ['is not there', () => `${host.server.origin}/nowhere/model.json`, /answered 404/],
    [
      'is a web page',
      () => host.serve({ '/page/model.json': { type: 'text/html', body: '<!doctype html>' } }),
      /web page/,
    ],
    ['is on no machine', () => 'http://127.0.0.1:9/model.json', /./],
    ['is no address', () => 'my model', /not a web address/],
    ['lies on this machine', () => 'file:///etc/model.json', /not a web address/],
    [
      'lacks its weights',
      () => {
        const files = graphModelFiles(mobileNetLikeNodes('pool', side), '/bare/');
        return host.serve({ '/bare/model.json': files['/bare/model.json'] as Answer });
      },
      /answered 404/,
    ],
  ])('because it %s', async (_, makeUrl, detail) => {
    const failure = await host.start({ kind: 'graph-url', url: makeUrl(), inputRange: range });
    expect(failure).toMatchObject({
      kind: 'base-model-unreachable',
      detail: expect.stringMatching(detail),
    });
  });
});
