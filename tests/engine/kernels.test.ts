import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { BaseModel, FoldedLayer } from '../../src/core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../../src/core/embedding/base-model-embedder.ts';
import { checkParity } from '../../src/core/embedding/check-parity.ts';
import type { Embedder } from '../../src/core/embedding/embedder.ts';
import { createParityImage } from '../../src/core/embedding/parity-image.ts';
import { resizeBaseModel } from '../../src/core/embedding/resize-base-model.ts';
import { createRandom, type Random } from '../../src/core/shared/random.ts';
import { createKernelEmbedder } from '../../src/engine/kernels/create-kernel-embedder.ts';
import { loadKernels } from '../../src/engine/kernels/load-kernels.ts';
import { readBuiltInBase } from '../core/export/export-fixtures.ts';

beforeAll(() => setBackend('cpu'));

/** Of the largest number: TF.js's own wasm and cpu backends differ by 1.1e-5 of it. */
const rounding = 2e-5;

async function putOnKernels(base: BaseModel, batchSize = 1): Promise<Embedder | null> {
  const kernels = await loadKernels();
  if (kernels === null) throw new Error('no kernels');
  return createKernelEmbedder(base, kernels, batchSize);
}

function expectSame(computed: Float32Array, expected: Float32Array, share: number): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((computed[i] ?? Number.NaN) - (expected[i] ?? 0)));
  }
  expect(computed.length).toBe(expected.length);
  expect(difference).toBeLessThanOrEqual(share * largest);
}

test.each([128, 160, 192, 224])('the base model gives the stored answer at %d pixels', async (inputSize) => {
  const base = resizeBaseModel(await readBuiltInBase(), inputSize);
  if ('kind' in base) throw new Error(base.detail);
  const embedder = await putOnKernels(base);
  const embedding = await embedder?.embed([createParityImage(inputSize)]);
  expect(checkParity(embedding ?? [], base.manifest.parityEmbedding)).toMatchObject({ right: true });
});

test('the base model gives what TF.js gives, with the map it is the mean of, for each image of a batch', async () => {
  const base = resizeBaseModel(await readBuiltInBase(), 128);
  if ('kind' in base) throw new Error(base.detail);
  const random = createRandom(1);
  const noise = Uint8Array.from({ length: 3 * 128 ** 2 }, () => random.next() * 256);
  const images = [noise, createParityImage(128)];
  const onKernels = await putOnKernels(base, 2);
  const onTensorFlow = createBaseModelEmbedder(base, { batchSize: 2, padding: 'none' });
  expectSame(
    (await onKernels?.embed(images)) ?? new Float32Array(),
    await onTensorFlow.embed(images),
    rounding,
  );
  const mapped = await onKernels?.embedWithMap(noise);
  const expected = await onTensorFlow.embedWithMap(noise);
  expect(mapped?.map).toMatchObject({ rowCount: 4, columnCount: 4 });
  expectSame(mapped?.map?.values ?? new Float32Array(), expected.map?.values ?? new Float32Array(), rounding);
  expectSame(mapped?.embedding ?? new Float32Array(), expected.embedding, rounding);
  onTensorFlow.dispose();
});

/** What a network is made from: its first convolution, then pairs of a depthwise and a 1x1 one. */
const plans = fc.record({
  inputSize: fc.integer({ min: 12, max: 33 }),
  first: fc.record({
    side: fc.constantFrom(1, 2, 3, 5),
    strides: fc.constantFrom(1, 2),
    width: fc.constantFrom(8, 16, 24),
  }),
  pairs: fc.array(fc.record({ strides: fc.constantFrom(1, 2), width: fc.constantFrom(8, 16, 40) }), {
    maxLength: 3,
  }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

test('networks of all shapes that the kernels take give what TF.js gives', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async ({ inputSize, first, pairs, seed }) => {
      const random = createRandom(seed);
      const layers = [makeLayer('conv2d', first.side, first.strides, 3, first.width, random)];
      let width: number = first.width;
      for (const pair of pairs) {
        layers.push(makeLayer('depthwiseConv2d', 3, pair.strides, width, width, random));
        layers.push(makeLayer('conv2d', 1, 1, width, pair.width, random));
        width = pair.width;
      }
      const base = wrap(layers, inputSize, width);
      const onKernels = await putOnKernels(base);
      const side = [first, ...pairs].reduce((side, { strides }) => Math.ceil(side / strides), inputSize);
      // So few places are no block: those networks are left to TF.js.
      if (side ** 2 < 6) {
        expect(onKernels).toBeNull();
        return;
      }
      const onTensorFlow = createBaseModelEmbedder(base, { batchSize: 1, padding: 'none' });
      const image = Uint8Array.from({ length: 3 * inputSize ** 2 }, () => random.next() * 256);
      const expected = await onTensorFlow.embedWithMap(image);
      const computed = await onKernels?.embedWithMap(image);
      onTensorFlow.dispose();
      expectSame(
        computed?.map?.values ?? new Float32Array(),
        expected.map?.values ?? new Float32Array(),
        rounding,
      );
      expectSame(computed?.embedding ?? new Float32Array(), expected.embedding, rounding);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('a network with a layer that the kernels do not know is left to TF.js', async () => {
  const random = createRandom(1);
  const first = makeLayer('conv2d', 3, 1, 3, 8, random);
  const one = makeLayer('conv2d', 1, 1, 8, 8, random);
  const deep = (side: number) => makeLayer('depthwiseConv2d', side, 1, 8, 8, random);
  const taken = async (...layers: FoldedLayer[]) => (await putOnKernels(wrap(layers, 12, 8))) !== null;
  expect(await taken(first, deep(3), one)).toBe(true);
  expect(await taken(first, deep(5), one)).toBe(false);
  expect(await taken(first, deep(3))).toBe(false);
  expect(await taken(first, deep(3), deep(3), one)).toBe(false);
  expect(await taken(first, deep(3), makeLayer('conv2d', 3, 1, 8, 8, random))).toBe(false);
  expect(await taken(makeLayer('conv2d', 3, 1, 3, 12, random))).toBe(false);
});

test('an image of another size, and a batch that is too large or empty, are refused', async () => {
  const base = wrap([makeLayer('conv2d', 3, 1, 3, 8, createRandom(1))], 12, 8);
  const embedder = await putOnKernels(base, 2);
  const image = new Uint8Array(3 * 12 ** 2);
  await expect(embedder?.embed([new Uint8Array(5)])).rejects.toThrow('5 bytes');
  await expect(embedder?.embed([])).rejects.toThrow('0 images');
  await expect(embedder?.embed([image, image, image])).rejects.toThrow('3 images');
});

function makeLayer(
  kind: 'conv2d' | 'depthwiseConv2d',
  side: number,
  strides: number,
  inputs: number,
  outputs: number,
  random: Random,
): FoldedLayer {
  const multiplier = kind === 'conv2d' ? outputs : 1;
  // Some sums end below 0 and some above 6.
  const scale = 6 / Math.sqrt(side ** 2 * (kind === 'conv2d' ? inputs : 1));
  return {
    info: {
      name: kind,
      kind,
      strides: strides as 1 | 2,
      kernelShape: [side, side, inputs, multiplier],
      kernelOffsetBytes: 0,
      biasOffsetBytes: 0,
      biasLength: outputs,
    },
    kernel: Float32Array.from(
      { length: side ** 2 * inputs * multiplier },
      () => (random.next() - 0.5) * scale,
    ),
    bias: Float32Array.from({ length: outputs }, () => random.next() - 0.2),
  };
}

function wrap(layers: readonly FoldedLayer[], inputSize: number, embeddingSize: number): BaseModel {
  return { manifest: { inputSize, embeddingSize, inputRange: [-1, 1] }, layers } as unknown as BaseModel;
}
