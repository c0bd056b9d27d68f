import { adamConstants } from './adam.ts';
import type { TrainingSettings } from './training-settings.ts';

/** Moves plain numbers against their gradients by the formulas of `create-optimizer.ts`. */
export interface PlainOptimizer {
  /** Moves `kernel` and `bias` by one step. */
  update(kernelGradient: Float64Array, biasGradient: Float64Array, learningRate: number): void;
}

/** The optimizer that the settings ask for, on the numbers of one layer, which it changes in place. */
export function createPlainOptimizer(
  { optimizer, momentum, weightDecay }: TrainingSettings,
  kernel: Float32Array,
  bias: Float32Array,
): PlainOptimizer {
  if (optimizer === 'sgd') {
    const [ofKernel, ofBias] = [new Float32Array(kernel.length), new Float32Array(bias.length)];
    return {
      update(kernelGradient, biasGradient, learningRate) {
        descend(kernel, kernelGradient, ofKernel, momentum, learningRate);
        descend(bias, biasGradient, ofBias, momentum, learningRate);
      },
    };
  }
  const [ofKernel, ofBias] = [createMoments(kernel.length), createMoments(bias.length)];
  let stepCount = 0;
  return {
    update(kernelGradient, biasGradient, learningRate) {
      stepCount += 1;
      const kept = optimizer === 'adamw' ? 1 - learningRate * weightDecay : 1;
      adapt(kernel, kernelGradient, ofKernel, stepCount, learningRate, kept);
      adapt(bias, biasGradient, ofBias, stepCount, learningRate, 1);
    },
  };
}

interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

function createMoments(length: number): Moments {
  return { first: new Float32Array(length), second: new Float32Array(length) };
}

/** @param kept what stays of each value besides the step */
function adapt(
  values: Float32Array,
  gradients: Float64Array,
  { first, second }: Moments,
  stepCount: number,
  learningRate: number,
  kept: number,
): void {
  const { firstMomentDecay, secondMomentDecay, epsilon } = adamConstants;
  const secondCorrection = Math.sqrt(1 - secondMomentDecay ** stepCount);
  const stepSize = (learningRate * secondCorrection) / (1 - firstMomentDecay ** stepCount);
  const floor = epsilon * secondCorrection;
  for (let i = 0; i < values.length; i++) {
    const gradient = gradients[i] as number;
    const mean = firstMomentDecay * (first[i] as number) + (1 - firstMomentDecay) * gradient;
    const square = secondMomentDecay * (second[i] as number) + (1 - secondMomentDecay) * gradient * gradient;
    first[i] = mean;
    second[i] = square;
    values[i] = kept * (values[i] as number) - (stepSize * mean) / (Math.sqrt(square) + floor);
  }
}

function descend(
  values: Float32Array,
  gradients: Float64Array,
  velocities: Float32Array,
  momentum: number,
  learningRate: number,
): void {
  for (let i = 0; i < values.length; i++) {
    const velocity = momentum * (velocities[i] as number) + (gradients[i] as number);
    velocities[i] = velocity;
    values[i] = (values[i] as number) - learningRate * velocity;
  }
}
