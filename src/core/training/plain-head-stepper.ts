import { type DenseWay, type RowBlock, rowGroup } from './dense-loops.ts';
import type { DenseLayer } from './head.ts';
import type { HeadStepper } from './head-stepper.ts';
import { createPlainOptimizer } from './plain-optimizer.ts';
import type { PlannedBatch, PlannedMix } from './plan-batch.ts';
import type { TrainingSettings } from './training-settings.ts';
import { transposeMatrix } from './transpose-matrix.ts';

/** So many rows are judged at a time. */
const judgedAtOnce = 64;
/** Rows of a thousand floats would lie on top of each other in a processor's cache without a gap between them. */
const rowGap = 16;
/** Each of the seven arrays may begin a cache line later. */
const spareBytes = 7 * 64;

/**
 * Makes the steps of a head of one layer without a backend, by the formulas of `dense-gradients.ts`: where there are few
 * weights it is several times as fast as starting operations on a backend, and the same on every backend.
 * @param inputs standardized embeddings, one row per sample
 * @param classIndexes the class column of each row
 * @param weigh what a row counts in the loss
 * @param way where its loops are run
 */
export function createPlainHeadStepper(
  layer: DenseLayer,
  inputs: Float32Array,
  classIndexes: Int32Array,
  settings: TrainingSettings,
  weigh: (row: number) => number,
  way: DenseWay,
): HeadStepper {
  const { inputSize, outputSize: classCount } = layer;
  const weightCount = inputSize * classCount;
  const stride = inputSize + rowGap;
  const mostRows = Math.ceil(Math.max(settings.batchSize, judgedAtOnce) / rowGroup) * rowGroup;
  const floatCount = 3 * weightCount + classCount + mostRows * stride;
  const loops = way.start(4 * floatCount + 8 * (weightCount + mostRows * classCount) + spareBytes);
  const kernel = loops.createFloats(weightCount);
  kernel.set(transposeMatrix(layer.kernel, inputSize, classCount));
  const bias = loops.createFloats(classCount);
  bias.set(layer.bias);
  const values = loops.createFloats(mostRows * stride);
  const outputs = loops.createDoubles(mostRows * classCount);
  const kernelGradient = loops.createDoubles(weightCount);
  const optimizer = createPlainOptimizer(settings, loops, kernel, bias);
  let lossSum = 0;
  let rightCount = 0;

  /** Puts rows into `values`, mixed and dropped out where they are, and what the head says of them into `outputs`. */
  const apply = (
    rows: Int32Array,
    mix: PlannedMix | null = null,
    dropoutMask: Float32Array | null = null,
  ): RowBlock => {
    for (let place = 0; place < rows.length; place++) {
      const start = (rows[place] as number) * inputSize;
      const to = place * stride;
      values.set(inputs.subarray(start, start + inputSize), to);
      if (mix !== null) {
        const other = (rows[mix.partners[place] as number] as number) * inputSize;
        for (let i = 0; i < inputSize; i++)
          values[to + i] =
            mix.share * (values[to + i] as number) + (1 - mix.share) * (inputs[other + i] as number);
      }
      if (dropoutMask !== null)
        for (let i = 0; i < inputSize; i++)
          values[to + i] = (values[to + i] as number) * (dropoutMask[place * inputSize + i] as number);
    }
    const block = { values, rowCount: rows.length, inputSize, stride };
    loops.applyDense(block, kernel, bias, outputs);
    return block;
  };

  return {
    step(batch, dropoutMasks, learningRate) {
      const { rowCount, lossWeights, rows, mix } = batch;
      const block = apply(rows.subarray(0, rowCount), mix, dropoutMasks?.[0] ?? null);
      const targets = writeTargets(batch, classIndexes, classCount, settings.labelSmoothing);
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
      loops.sumKernelGradient(block, outputs, kernelGradient);
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
        apply(judged);
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
    dispose: () => loops.dispose(),
  };
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
