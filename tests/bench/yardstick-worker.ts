import { layers, sequential, train } from '@tensorflow/tfjs';
import {
  fused,
  mean,
  oneHot,
  randomUniform,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import * as Comlink from 'comlink';
import { parseBaseModel } from '../../src/core/embedding/base-model.ts';
import type { Embedder } from '../../src/core/embedding/embedder.ts';
import { trainHead } from '../../src/core/training/train-head.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import type { BackendName } from '../../src/engine/engine-api.ts';
import type { BackendProbe } from '../../src/engine/engine-ports.ts';
import { createKernelEmbedder } from '../../src/engine/kernels/create-kernel-embedder.ts';
import { loadKernels } from '../../src/engine/kernels/load-kernels.ts';
import { createBrowserBackends } from '../../src/engine/worker/browser-backends.ts';
import { createTrainingProblem } from '../core/training/training-problem.ts';
import type { WorkSize } from './work-size.ts';

/** ms per epoch in each round. */
export interface TrainingTimes {
  readonly fit: readonly number[];
  readonly ours: readonly number[];
}

const backends = createBrowserBackends();
let forward: ((input: Tensor4D) => Tensor2D) | null = null;
let onKernels: Embedder | null = null;

/** What the studio is measured against: the same network and the same numbers with nothing around them. */
const yardsticks = {
  /** Brings the backend up with the folded weights on it, where there is one. */
  async setUp(backend: BackendName, modelUrl: string): Promise<BackendProbe> {
    const probe = await backends.probe(backend);
    if (probe.state === 'unavailable') return probe;
    if (!(await backends.activate(backend, () => {}))) {
      return { state: 'unavailable', detail: 'it does not start' };
    }
    const manifest = await (await fetch(`${modelUrl}model.json`)).json();
    const weights = await (await fetch(`${modelUrl}weights.bin`)).arrayBuffer();
    const base = parseBaseModel(manifest, weights);
    if ('kind' in base) throw new Error(base.kind);
    const network = base.layers.map(({ info, kernel, bias }) => ({
      convolve: info.kind === 'conv2d' ? fused.conv2d : fused.depthwiseConv2d,
      strides: info.strides,
      filter: tensor4d(kernel, [...info.kernelShape]),
      bias: tensor1d(bias),
    }));
    forward = (input) =>
      tidy(() => {
        const features = network.reduce(
          (x, { convolve, ...layer }) =>
            convolve({ x, ...layer, pad: 'same', activation: 'relu6' }) as Tensor4D,
          input,
        );
        return mean(features, [1, 2]);
      });
    const kernels = backend === 'wasm' ? await loadKernels() : null;
    onKernels = kernels && createKernelEmbedder(base, kernels, 1);
    return probe;
  },

  /** The bare forward pass: the same input again and again. @returns ms per image */
  async timeForward(batchSize: number, imageCount: number): Promise<number> {
    if (forward === null) throw new Error('set up first');
    const input = randomUniform([batchSize, 224, 224, 3], -1, 1) as Tensor4D;
    const startMs = performance.now();
    let done = 0;
    for (; done < imageCount; done += batchSize) {
      const output = forward(input);
      await output.data();
      output.dispose();
    }
    const ms = (performance.now() - startMs) / done;
    input.dispose();
    return ms;
  },

  /** The same on Graft's own kernels, from the pixels on. @returns ms per image; null where there are none */
  async timeKernels(imageCount: number): Promise<number | null> {
    if (onKernels === null) return null;
    const image = new Uint8Array(3 * onKernels.inputSize ** 2).map((_, i) => (i * 7919) % 256);
    const startMs = performance.now();
    for (let i = 0; i < imageCount; i++) await onKernels.embed([image]);
    return (performance.now() - startMs) / imageCount;
  },

  /**
   * Head training on embeddings of 1,024 numbers in 5 classes, batch 32: `model.fit` and ours in turn.
   * @param hiddenUnits 0 for a linear head
   */
  async timeTraining(
    { rounds, trainingSampleCount, epochs }: WorkSize,
    hiddenUnits: number,
  ): Promise<TrainingTimes> {
    const classCount = 5;
    const problem = createTrainingProblem({
      classCount,
      samplesPerClass: trainingSampleCount / classCount,
      embeddingSize: 1024,
      separation: 1,
      seed: 1,
      settings: { ...defaultTrainingSettings, hiddenUnits, l2: 0, refit: false },
    });
    const trainingRows = Int32Array.from({ length: trainingSampleCount }, (_, row) => row);
    const { embeddings, classIndexes } = problem;
    const inputs = tensor2d(embeddings.values, [trainingSampleCount, 1024]);
    const targets = oneHot(tensor1d(classIndexes, 'int32'), classCount);
    const timeFit = async (epochCount: number): Promise<number> => {
      const model = sequential();
      if (hiddenUnits > 0) {
        model.add(layers.dense({ units: hiddenUnits, activation: 'relu', inputShape: [1024] }));
      }
      model.add(
        layers.dense({ units: classCount, activation: 'softmax', inputShape: [hiddenUnits || 1024] }),
      );
      const optimizer = train.adam(0.001);
      model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      const startMs = performance.now();
      await model.fit(inputs, targets, {
        epochs: epochCount,
        batchSize: 32,
        verbose: 0,
        yieldEvery: 'never',
      });
      const ms = (performance.now() - startMs) / epochCount;
      model.dispose();
      optimizer.dispose();
      return ms;
    };
    const timeOurs = async (epochCount: number): Promise<number> => {
      const settings = { ...problem.settings, epochs: epochCount };
      const request = { ...problem, trainingRows, validationRows: new Int32Array(), settings };
      const startMs = performance.now();
      const training = trainHead(request, { now: () => performance.now() });
      for (let step = await training.next(); !step.done; ) step = await training.next('continue');
      return (performance.now() - startMs) / epochCount;
    };

    await timeFit(1);
    await timeOurs(1);
    const times: { fit: number[]; ours: number[] } = { fit: [], ours: [] };
    for (let round = 0; round < rounds; round++) {
      times.fit.push(await timeFit(epochs));
      times.ours.push(await timeOurs(epochs));
    }
    inputs.dispose();
    targets.dispose();
    return times;
  },
};

export type Yardsticks = typeof yardsticks;

Comlink.expose(yardsticks);
