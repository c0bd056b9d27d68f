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
import { trainHead } from '../../src/core/training/train-head.ts';
import { defaultTrainingSettings } from '../../src/core/training/training-settings.ts';
import type { BackendName } from '../../src/engine/engine-api.ts';
import { createBrowserBackends } from '../../src/engine/worker/browser-backends.ts';
import { createTrainingProblem } from '../core/training/training-problem.ts';

const backends = createBrowserBackends();
let forward: ((input: Tensor4D) => Tensor2D) | null = null;

/** What the studio is measured against: the same network and the same numbers with nothing around them. */
const yardsticks = {
  /** Brings the backend up with the folded weights on it. @returns false where there is none */
  async setUp(backend: BackendName, modelUrl: string): Promise<boolean> {
    const probe = await backends.probe(backend);
    if (probe.state === 'unavailable' || !(await backends.activate(backend, () => {}))) return false;
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
    return true;
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

  /**
   * Head training on 1,000 embeddings of 1,024 numbers in 5 classes, batch 32: `model.fit` and ours in turn.
   * @returns ms per epoch of each, a pair per round
   */
  async timeTraining(rounds: number, hiddenUnits: number): Promise<{ fit: number[]; ours: number[] }> {
    const epochs = 5;
    const problem = createTrainingProblem({
      classCount: 5,
      samplesPerClass: 200,
      embeddingSize: 1024,
      separation: 1,
      seed: 1,
      settings: { ...defaultTrainingSettings, epochs, hiddenUnits, l2: 0, refit: false },
    });
    const request = {
      ...problem,
      trainingRows: Int32Array.from({ length: 1000 }, (_, row) => row),
      validationRows: new Int32Array(),
    };
    const inputs = tensor2d(request.embeddings.values, [1000, 1024]);
    const targets = oneHot(tensor1d(request.classIndexes, 'int32'), 5);
    const timings: { fit: number[]; ours: number[] } = { fit: [], ours: [] };
    for (let round = 0; round < rounds + 1; round++) {
      const model = sequential();
      if (hiddenUnits > 0)
        model.add(layers.dense({ units: hiddenUnits, activation: 'relu', inputShape: [1024] }));
      model.add(
        layers.dense({ units: 5, activation: 'softmax', inputShape: [hiddenUnits > 0 ? hiddenUnits : 1024] }),
      );
      const optimizer = train.adam(0.001);
      model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      const fitStartMs = performance.now();
      await model.fit(inputs, targets, { epochs, batchSize: 32, verbose: 0, yieldEvery: 'never' });
      const fitMs = (performance.now() - fitStartMs) / epochs;
      model.dispose();
      optimizer.dispose();

      const training = trainHead(request, { now: () => performance.now() });
      const oursStartMs = performance.now();
      for (let step = await training.next(); !step.done; ) step = await training.next('continue');
      const oursMs = (performance.now() - oursStartMs) / epochs;
      // The first round warms both up.
      if (round > 0) {
        timings.fit.push(fitMs);
        timings.ours.push(oursMs);
      }
    }
    inputs.dispose();
    targets.dispose();
    return timings;
  },
};

export type Yardsticks = typeof yardsticks;

Comlink.expose(yardsticks);
