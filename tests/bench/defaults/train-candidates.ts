import {
  add,
  cast,
  dispose,
  gather,
  matMul,
  mul,
  oneHot,
  reshape,
  softmax,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  tile,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import { createRandom, deriveSeed, shuffled } from '../../../src/core/shared/random.ts';
import { createAdam } from '../../../src/core/training/adam.ts';
import type { Candidate } from './candidates.ts';

/** What a group of candidates is tried on. Rows are rows of `inputs`, and of `classIndexes`. */
export interface Trial {
  /** Normalized embeddings, row by row. */
  readonly inputs: Float32Array;
  readonly embeddingSize: number;
  readonly classIndexes: Int32Array;
  readonly classCount: number;
  readonly trainingRows: Int32Array;
  /** Chooses the best epoch. */
  readonly validationRows: Int32Array;
  /** Seen neither by training nor by the choice of the epoch. */
  readonly heldOutRows: Int32Array;
  readonly seed: number;
}

/** How a candidate did on the rows held out. */
export interface TrialResult {
  readonly bestEpoch: number;
  readonly accuracy: number;
  /** Mean cross-entropy in nats. */
  readonly logLoss: number;
}

/**
 * The studio's recipe for candidates that share epochs and batch size: fit on the training rows, take the epoch of the
 * lowest validation loss, train again on training and validation rows for that many epochs, measure on the rest.
 * With standardized inputs and the same seed it gives what the studio's own `trainHead` gives (there is a test).
 * @returns a result per candidate, in their order
 */
export async function tryCandidates(trial: Trial, candidates: readonly Candidate[]): Promise<TrialResult[]> {
  const epochs = candidates[0]?.epochs ?? 0;
  const bestEpochs = candidates.map(() => 0);
  const lowestLosses = candidates.map(() => Number.POSITIVE_INFINITY);
  const fit = createStackedHeads(trial, candidates, 'fit');
  for (let epoch = 1; epoch <= epochs; epoch++) {
    fit.trainEpoch(trial.trainingRows);
    const evaluations = await fit.evaluate(trial.validationRows);
    for (const [index, { logLoss }] of evaluations.entries()) {
      if (logLoss >= (lowestLosses[index] as number)) continue;
      lowestLosses[index] = logLoss;
      bestEpochs[index] = epoch;
    }
  }
  fit.dispose();

  const results: TrialResult[] = [];
  const refit = createStackedHeads(trial, candidates, 'refit');
  const rows = Int32Array.from([...trial.trainingRows, ...trial.validationRows]);
  for (let epoch = 1; epoch <= Math.max(...bestEpochs); epoch++) {
    refit.trainEpoch(rows);
    if (!bestEpochs.includes(epoch)) continue;
    const evaluations = await refit.evaluate(trial.heldOutRows);
    for (const [index, { accuracy, logLoss }] of evaluations.entries()) {
      if (bestEpochs[index] === epoch) results[index] = { bestEpoch: epoch, accuracy, logLoss };
    }
  }
  refit.dispose();
  return results;
}

/**
 * Linear heads in training side by side: their kernels stand next to each other in one matrix [embeddingSize,
 * candidates * classes], since on wasm one wide product is several times faster than many narrow ones.
 * Adam moves every number by learning rate times something that does not depend on the learning rate; so it runs with
 * rate 1 on parameters that are counted in learning rates of their column.
 */
function createStackedHeads(trial: Trial, candidates: readonly Candidate[], stage: 'fit' | 'refit') {
  const { embeddingSize, classCount, classIndexes } = trial;
  const batchSize = candidates[0]?.batchSize ?? 1;
  const columnCount = candidates.length * classCount;
  const random = createRandom(deriveSeed(trial.seed, stage));
  const spread = (values: readonly number[]): Tensor1D =>
    tensor1d(values.flatMap((value) => new Array<number>(classCount).fill(value)));

  const inputs = tensor2d(trial.inputs, [classIndexes.length, embeddingSize]);
  const targets = tidy(() =>
    tile(cast(oneHot(tensor1d(classIndexes, 'int32'), classCount), 'float32'), [1, candidates.length]),
  ) as Tensor2D;
  const learningRates = spread(candidates.map(({ learningRate }) => learningRate));
  const penalties = spread(candidates.map(({ l2 }) => l2));
  const adam = createAdam(() => [zeros([embeddingSize, columnCount]), zeros([columnCount])], 1);
  const kernel = (): Tensor2D => mul(adam.parameters[0] as Tensor2D, learningRates);
  const bias = (): Tensor1D => mul(adam.parameters[1] as Tensor1D, learningRates);
  /** [rows * candidates, classCount] */
  const predict = (x: Tensor2D, w: Tensor2D): Tensor2D =>
    softmax(reshape(add(matMul(x, w), bias()), [-1, classCount]));

  return {
    trainEpoch(rows: Int32Array): void {
      const order = shuffled(Array.from(rows), random);
      for (let start = 0; start < order.length; start += batchSize) {
        tidy(() => {
          const batch = tensor1d(order.slice(start, start + batchSize), 'int32');
          const x = gather(inputs, batch) as Tensor2D;
          const w = kernel();
          const probabilities = reshape(predict(x, w), [batch.size, columnCount]);
          const logitGradient = mul(sub(probabilities, gather(targets, batch)), 1 / batch.size) as Tensor2D;
          const kernelGradient = add(matMul(transpose(x), logitGradient), mul(w, penalties));
          adam.update([kernelGradient, sum(logitGradient, 0)]);
        });
      }
    },
    /** One evaluation per candidate. */
    async evaluate(rows: Int32Array) {
      const output = tidy(() => predict(gather(inputs, tensor1d(rows, 'int32')), kernel()));
      const probabilities = (await output.data()) as Float32Array;
      output.dispose();
      const trueClasses = Array.from(rows, (row) => classIndexes[row] as number);
      return candidates.map((_, candidate) => {
        const own = new Float32Array(rows.length * classCount);
        for (let i = 0; i < rows.length; i++) {
          const start = i * columnCount + candidate * classCount;
          own.set(probabilities.subarray(start, start + classCount), i * classCount);
        }
        return evaluate(own, trueClasses, classCount);
      });
    },
    dispose(): void {
      adam.dispose();
      dispose([inputs, targets, learningRates, penalties]);
    },
  };
}
