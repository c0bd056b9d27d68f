import type { DenseLayer } from './head.ts';
import type { HeadStepper } from './head-stepper.ts';
import { applyDense, createRowBlock, type RowBlock, sumKernelGradient, takeRows } from './plain-dense.ts';
import { createPlainOptimizer } from './plain-optimizer.ts';
import type { PlannedBatch } from './plan-batch.ts';
import type { TrainingSettings } from './training-settings.ts';
import { transposeMatrix } from './transpose-matrix.ts';

/** So many rows are judged at a time. */
const judgedAtOnce = 64;

/**
 * Makes the steps of a head of one layer in plain TypeScript, by the formulas of `dense-gradients.ts`: where there are few
 * weights it is several times as fast as starting operations on a backend, and the same on every backend. The kernel lies the
 * other way round, so that the innermost loops walk along memory.
 * @param inputs standardized embeddings, one row per sample
 * @param classIndexes the class column of each row
 * @param weigh what a row counts in the loss
 */
export function createPlainHeadStepper(
  layer: DenseLayer,
  inputs: Float32Array,
  classIndexes: Int32Array,
  settings: TrainingSettings,
  weigh: (row: number) => number,
): HeadStepper {
  const { inputSize, outputSize: classCount } = layer;
  const kernel = transposeMatrix(layer.kernel, inputSize, classCount);
  const bias = Float32Array.from(layer.bias);
  const kernelGradient = new Float64Array(kernel.length);
  const optimizer = createPlainOptimizer(settings, kernel, bias);
  let lossSum = 0;
  let rightCount = 0;

  return {
    step(batch, dropoutMasks, learningRate) {
      const { rowCount, lossWeights } = batch;
      const block = takeBatch(inputs, inputSize, batch, dropoutMasks?.[0]);
      const targets = writeTargets(batch, classIndexes, classCount, settings.labelSmoothing);
      const outputs = applyDense(block, kernel, bias);
      const biasGradient = new Float64Array(classCount);
      for (let place = 0; place < rowCount; place++) {
        const target = targets.subarray(place * classCount, (place + 1) * classCount);
        const logits = outputs.subarray(place * classCount, (place + 1) * classCount);
        const weight = lossWeights[place] as number;
        if (findHighest(logits) === findHighest(target)) rightCount += 1;
        const normalizer = logSumExp(logits);
        // From here on the outputs are their gradients.
        for (let column = 0; column < classCount; column++) {
          const logProbability = (logits[column] as number) - normalizer;
          const wanted = target[column] as number;
          lossSum -= wanted * logProbability * weight * rowCount;
          const gradient = (Math.exp(logProbability) - wanted) * weight;
          logits[column] = gradient;
          biasGradient[column] = (biasGradient[column] as number) + gradient;
        }
      }
      // AdamW has its own way to keep kernels small.
      const l2 = settings.optimizer === 'adamw' ? 0 : settings.l2;
      sumKernelGradient(block, outputs, kernelGradient);
      if (l2 !== 0)
        for (let i = 0; i < kernel.length; i++)
          kernelGradient[i] = (kernelGradient[i] as number) + l2 * (kernel[i] as number);
      optimizer.update(kernelGradient, biasGradient, learningRate);
    },
    async readSums() {
      const sums = { lossSum, rightCount };
      lossSum = 0;
      rightCount = 0;
      return sums;
    },
    async judge(rows) {
      const predictedClasses = new Uint16Array(rows.length);
      let [loss, right] = [0, 0];
      for (let start = 0; start < rows.length; start += judgedAtOnce) {
        const judged = rows.subarray(start, start + judgedAtOnce);
        const outputs = applyDense(takeRows(inputs, judged, inputSize), kernel, bias);
        judged.forEach((row, place) => {
          const logits = outputs.subarray(place * classCount, (place + 1) * classCount);
          const wanted = classIndexes[row] as number;
          const predicted = findHighest(logits);
          predictedClasses[start + place] = predicted;
          if (predicted === wanted) right += 1;
          loss += (logSumExp(logits) - (logits[wanted] as number)) * weigh(row);
        });
      }
      return { lossSum: loss, rightCount: right, predictedClasses };
    },
    readParameters: async () => [transposeMatrix(kernel, classCount, inputSize), Float32Array.from(bias)],
    dispose: () => undefined,
  };
}

/** The inputs of a step, mixed and dropped out. */
function takeBatch(
  inputs: Float32Array,
  inputSize: number,
  { rows, rowCount, mix }: PlannedBatch,
  dropoutMask: Float32Array | undefined,
): RowBlock {
  const own = takeRows(inputs, rows.subarray(0, rowCount), inputSize);
  const block = mix === null ? own : createRowBlock(rowCount, inputSize);
  for (let place = 0; mix !== null && place < rowCount; place++) {
    const [start, partnerStart] = [place * inputSize, (mix.partners[place] as number) * inputSize];
    for (let i = 0; i < inputSize; i++)
      block.values[start + i] =
        mix.share * (own.values[start + i] as number) +
        (1 - mix.share) * (own.values[partnerStart + i] as number);
  }
  if (dropoutMask !== undefined)
    for (let i = 0; i < rowCount * inputSize; i++)
      block.values[i] = (block.values[i] as number) * (dropoutMask[i] as number);
  return block;
}

/** What each row of a step should give, rowCount * classCount numbers; each row sums to 1. */
function writeTargets(
  { rows, rowCount, mix }: PlannedBatch,
  classIndexes: Int32Array,
  classCount: number,
  smoothing: number,
): Float64Array {
  const targets = new Float64Array(rowCount * classCount).fill(smoothing / classCount);
  const give = (place: number, fromPlace: number, share: number) => {
    const at = place * classCount + (classIndexes[rows[fromPlace] as number] as number);
    targets[at] = (targets[at] as number) + share * (1 - smoothing);
  };
  for (let place = 0; place < rowCount; place++) {
    const ownShare = mix?.ownShares[place] ?? 1;
    give(place, place, ownShare);
    if (mix !== null) give(place, mix.partners[place] as number, 1 - ownShare);
  }
  return targets;
}

/** The first of the highest. */
function findHighest(values: Float64Array): number {
  let highest = 0;
  for (let i = 1; i < values.length; i++)
    if ((values[i] as number) > (values[highest] as number)) highest = i;
  return highest;
}

/** log(sum of exp(logit)), without overflow. */
function logSumExp(logits: Float64Array): number {
  const highest = logits[findHighest(logits)] as number;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - highest);
  return highest + Math.log(sum);
}
