import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend, sum, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createEmbedder, type FrozenNetwork, scalePixels } from '../../../src/core/embedding/embedder.ts';

beforeAll(() => setBackend('cpu'));

/** A network whose embedding is the sum over all places, per channel; notes the size of every pass. */
function createSummingNetwork() {
  const passSizes: number[] = [];
  const network: FrozenNetwork = {
    inputSize: 2,
    embeddingSize: 3,
    inputRange: [0, 1],
    forward(input: Tensor4D) {
      passSizes.push(input.shape[0]);
      return sum(input, [1, 2]) as Tensor2D;
    },
    dispose() {},
  };
  return { network, passSizes };
}

const image = (red: number) => Uint8Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? red : 0));

test.each([
  ['fixed-sizes', [1, 4, 4]],
  ['none', [1, 3, 4]],
] as const)('with padding %s one, three and four images take passes of %j', async (padding, sizes) => {
  const { network, passSizes } = createSummingNetwork();
  const embedder = createEmbedder(network, { batchSize: 4, padding });
  const before = memory().numTensors;
  for (const count of [1, 3, 4]) {
    const images = Array.from({ length: count }, (_, i) => image(51 * (i + 1)));
    const embeddings = await embedder.embed(images);
    expect([...embeddings].map((value) => Math.round(value * 1000) / 1000)).toEqual(
      images.flatMap((_, i) => [0.8 * (i + 1), 0, 0].map((value) => Math.round(value * 1000) / 1000)),
    );
  }
  expect(passSizes).toEqual(sizes);
  expect(memory().numTensors).toBe(before);
});

test('refuses no images, too many, and images of another size', async () => {
  const embedder = createEmbedder(createSummingNetwork().network, { batchSize: 2, padding: 'none' });
  await expect(embedder.embed([])).rejects.toThrow('0 images');
  await expect(embedder.embed([image(1), image(1), image(1)])).rejects.toThrow('3 images');
  await expect(embedder.embed([new Uint8Array(5)])).rejects.toThrow('5 bytes');
});

test('maps pixel bytes linearly onto the input range and leaves the rest of a pass empty', () => {
  const scaled = scalePixels([Uint8Array.of(0, 255, 51)], 1, 2, [-1, 1]);
  expect([...scaled].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-1, 1, -0.6, 0, 0, 0]);
});
