import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { BaseModel } from '../../../src/core/embedding/base-model.ts';
import { createBaseModelEmbedder } from '../../../src/core/embedding/base-model-embedder.ts';
import { failBackendCall } from '../support/fail-backend-call.ts';

beforeAll(() => setBackend('cpu'));

const layer = (name: string, kind: 'conv2d' | 'depthwiseConv2d', channels: number, outputs: number) => ({
  info: {
    name,
    kind,
    strides: 1 as const,
    kernelShape: [1, 1, channels, kind === 'conv2d' ? outputs : 1] as const,
    kernelOffsetBytes: 0,
    biasOffsetBytes: 0,
    biasLength: outputs,
  },
  kernel: new Float32Array(kind === 'conv2d' ? channels * outputs : channels).fill(0.5),
  bias: new Float32Array(outputs).fill(1),
});

/** A network of two layers: 2 x 2 pixels, whose channels are summed, halved and given 1 to; then halved and given 1 to. */
const base = {
  manifest: { inputSize: 2, embeddingSize: 2, inputRange: [0, 1] },
  layers: [layer('first', 'conv2d', 3, 2), layer('second', 'depthwiseConv2d', 2, 2)],
} as unknown as BaseModel;

const plan = { batchSize: 1, padding: 'none' } as const;

async function embedOnce() {
  const embedder = createBaseModelEmbedder(base, plan);
  try {
    return await embedder.embed([new Uint8Array(12).fill(255)]);
  } finally {
    embedder.dispose();
  }
}

test('runs the layers one after the other and averages over all places', async () => {
  // White is 1 in each channel: 3 / 2 + 1 = 2.5, and 2.5 / 2 + 1 = 2.25.
  expect([...(await embedOnce())]).toEqual([2.25, 2.25]);
});

test('says what each place gives, of which the embedding is the mean', async () => {
  const embedder = createBaseModelEmbedder(base, plan);
  const before = memory().numTensors;
  // One white pixel, three black ones: 2.25 there, and 1 / 2 + 1 elsewhere.
  const { embedding, map } = await embedder.embedWithMap(
    Uint8Array.from({ length: 12 }, (_, i) => (i < 3 ? 255 : 0)),
  );
  expect(map).toEqual({
    rowCount: 2,
    columnCount: 2,
    values: Float32Array.of(2.25, 2.25, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5),
  });
  expect([...embedding]).toEqual([1.6875, 1.6875]);
  expect(memory().numTensors).toBe(before);
  embedder.dispose();
});

test('leaves no tensor behind, whichever call of the backend fails', async () => {
  const before = memory().numTensors;
  let call = 1;
  while (await failBackendCall(call, embedOnce)) {
    expect(memory().numTensors, `after call ${call} failed`).toBe(before);
    call++;
  }
  expect(call).toBeGreaterThan(7);
  expect(memory().numTensors).toBe(before);
});
