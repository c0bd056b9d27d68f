import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { scalePixels } from '../../../src/core/embedding/embedder.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import type { BackendName, BaseModelSource, StartResult } from '../../../src/engine/engine-api.ts';
import { connectEngine } from './connect-engine.ts';
import { drawPixels, toPng } from './draw-image.ts';
import { type ModelFiles, seededInitializer } from './made-models.ts';
import { type Answer, startServer } from './serve.ts';

/** An engine and a server that base models are put on; close it in `afterAll`. */
export type BaseModelHost = Awaited<ReturnType<typeof openBaseModelHost>>;

export async function openBaseModelHost() {
  const answers: Record<string, Answer> = {};
  const server = await startServer(answers);
  const engine = connectEngine(server.builtInBaseUrl);
  // The models of these tests are made on the same backend of the same process.
  await tf.setBackend('cpu');

  const start = (baseModel: BaseModelSource, backend: BackendName | 'auto' = 'wasm') =>
    engine.client.start({ backend, baseModel }, () => {});

  return {
    answers,
    server,
    engine,
    start,

    async startRightly(baseModel: BaseModelSource): Promise<StartResult> {
      const result = await start(baseModel);
      if (isFailure(result)) throw new Error(JSON.stringify(result));
      return result;
    },

    /** Puts files on the server. @returns the address of the model */
    serve(files: ModelFiles): string {
      Object.assign(answers, files);
      return `${server.origin}${Object.keys(files)[0]}`;
    },

    /** Embeds one drawn image, and gives the input that a model with this range should have seen. */
    async embedOne(inputSize: number, inputRange: readonly [number, number]) {
      const pixels = drawPixels('discs', 3, inputSize);
      const image = toPng({ width: inputSize, height: inputSize, channels: 3, data: pixels });
      let embedding = new Float32Array();
      await engine.client.embedImages([{ id: 'a', image }], async ([result]) => {
        if (result === undefined || !('embedding' in result)) throw new Error(JSON.stringify(result));
        embedding = result.embedding;
        return 'continue';
      });
      const input = tf.tensor4d(scalePixels([pixels], inputSize, 1, inputRange), [
        1,
        inputSize,
        inputSize,
        3,
      ]);
      return { embedding, input };
    },

    async close(): Promise<void> {
      engine.close();
      await server.close();
    },
  };
}

export async function expectEmbedding(embedding: Float32Array, expected: tf.Tensor): Promise<void> {
  const values = await expected.data();
  expect(embedding.length).toBe(values.length);
  for (const [i, value] of embedding.entries()) expect(value).toBeCloseTo(values[i] as number, 4);
  // Something was computed at all.
  expect(Math.max(...values)).toBeGreaterThan(0.01);
}

export function convolutionLayer(filters: number, name: string): tf.layers.Layer {
  return tf.layers.conv2d({
    name,
    filters,
    kernelSize: 3,
    strides: 2,
    activation: 'relu',
    kernelInitializer: seededInitializer(filters),
  });
}
