import {
  add,
  cast,
  concat,
  gather,
  mul,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { createOptimizer } from './create-optimizer.ts';
import { type Batch, computeGradients, computeLoss, type LayerTensors } from './dense-gradients.ts';
import type { Head } from './head.ts';
import type { HeadStepper } from './head-stepper.ts';
import type { PlannedMix } from './plan-batch.ts';
import { smoothTargets } from './smooth-targets.ts';
import type { BackendData } from './training-data.ts';
import type { TrainingSettings } from './training-settings.ts';
import { uploadMasks } from './upload-masks.ts';

/**
 * Makes the steps on the current TF.js backend. Every method leaves no tensor behind; `dispose` frees the rest.
 * @param weigh what a row of the data counts in the loss
 * @throws what the backend throws; then nothing is left on it
 */
export function createBackendHeadStepper(
  initialHead: Head,
  data: BackendData,
  settings: TrainingSettings,
  weigh: (row: number) => number,
): HeadStepper {
  const optimizer = createOptimizer(settings, () =>
    initialHead.layers.flatMap((layer) => [
      tensor2d(layer.kernel, [layer.inputSize, layer.outputSize]),
      tensor1d(layer.bias),
    ]),
  );
  let sums: Tensor | null = null;
  const currentLayers = (): LayerTensors[] =>
    initialHead.layers.map((_, index) => ({
      kernel: optimizer.parameters[2 * index] as Tensor2D,
      bias: optimizer.parameters[2 * index + 1] as Tensor1D,
    }));

  return {
    step({ rows, rowCount, weights, lossWeights, mix }, dropoutMasks, learningRate) {
      // AdamW has its own way to keep kernels small.
      const l2 = settings.optimizer === 'adamw' ? 0 : settings.l2;
      // Read once an epoch: each reading makes a graphics card wait.
      const next = tidy(() => {
        const masks = uploadMasks(dropoutMasks, rows.length);
        const gathered = gatherBatch(data, rows, weights, lossWeights, masks);
        const smoothed = { ...gathered, targets: smoothTargets(gathered.targets, settings.labelSmoothing) };
        const batch = mix === null ? smoothed : mixBatch(smoothed, mix);
        const { loss, accuracy, layers } = computeGradients(currentLayers(), batch, l2);
        optimizer.update(
          layers.flatMap(({ kernel, bias }) => [kernel, bias]),
          learningRate,
        );
        const ofStep = mul(stack([loss, accuracy]), rowCount);
        return sums === null ? ofStep : add(sums, ofStep);
      });
      sums?.dispose();
      sums = next;
    },
    async readSums() {
      const [lossSum = 0, rightSum = 0] = (await sums?.data()) ?? [];
      sums?.dispose();
      sums = null;
      return { lossSum, rightCount: Math.round(rightSum) };
    },
    async judge(rows) {
      // In one tensor: each that is read makes a graphics card wait.
      const judged = tidy(() => {
        const ones = new Float32Array(rows.length).fill(1);
        const batch = gatherBatch(data, rows, ones, Float32Array.from(rows, weigh), null);
        const { loss, accuracy, predicted } = computeLoss(currentLayers(), batch);
        return concat([stack([loss, accuracy]) as Tensor1D, cast(predicted, 'float32')]);
      });
      try {
        const values = await judged.data();
        const [lossSum, rightSum] = [values[0] as number, values[1] as number];
        const predictedClasses = Uint16Array.from(values.subarray(2));
        // A count that went through float32 weights: rounding makes it whole again.
        return { lossSum, rightCount: Math.round(rightSum), predictedClasses };
      } finally {
        judged.dispose();
      }
    },
    readParameters: () =>
      Promise.all(optimizer.parameters.map(async (parameter) => Float32Array.from(await parameter.data()))),
    dispose() {
      sums?.dispose();
      optimizer.dispose();
    },
  };
}

function gatherBatch(
  { inputs, targets }: BackendData,
  rows: Int32Array,
  weights: Float32Array,
  lossWeights: Float32Array,
  dropoutMasks: readonly Tensor2D[] | null,
): Batch {
  const indexes = tensor1d(rows, 'int32');
  return {
    inputs: gather(inputs, indexes),
    targets: gather(targets, indexes),
    weights: tensor2d(weights, [rows.length, 1]),
    lossWeights: tensor2d(lossWeights, [rows.length, 1]),
    dropoutMasks,
  };
}

function mixBatch(batch: Batch, { share, partners, ownShares }: PlannedMix): Batch {
  const own = tensor2d(ownShares, [ownShares.length, 1]);
  const others = tensor2d(
    ownShares.map((ofRow) => 1 - ofRow),
    [ownShares.length, 1],
  );
  const partnersTensor = tensor1d(partners, 'int32');
  return {
    ...batch,
    inputs: add(mul(batch.inputs, share), mul(gather(batch.inputs, partnersTensor), 1 - share)),
    targets: add(mul(batch.targets, own), mul(gather(batch.targets, partnersTensor), others)),
  };
}
