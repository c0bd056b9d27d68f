import { adamConstants } from './adam.ts';
import type { DenseLoops } from './dense-loops.ts';
import { adaptPlain } from './plain-dense.ts';
import type { TrainingSettings } from './training-settings.ts';

/** Moves the plain numbers of a layer against their gradients by the formulas of `create-optimizer.ts`. */
export interface PlainOptimizer {
  /** Moves `kernel` and `bias` by one step; the L2 penalty of the kernel comes in here. */
  update(kernelGradient: Float64Array, biasGradient: Float64Array, learningRate: number): void;
}

/**
 * The optimizer that the settings ask for, on the numbers of one layer, which it changes in place.
 * @param kernel made by `loops`, as are the gradients of it
 */
export function createPlainOptimizer(
  settings: TrainingSettings,
  loops: DenseLoops,
  kernel: Float32Array,
  bias: Float32Array,
): PlainOptimizer {
  const { optimizer, momentum, weightDecay } = settings;
  if (optimizer === 'sgd') {
    const [ofKernel, ofBias] = [new Float32Array(kernel.length), new Float32Array(bias.length)];
    return {
      update(kernelGradient, biasGradient, learningRate) {
        descend(kernel, kernelGradient, ofKernel, momentum, learningRate, settings.l2);
        descend(bias, biasGradient, ofBias, momentum, learningRate, 0);
      },
    };
  }
  const [first, second] = [loops.createFloats(kernel.length), loops.createFloats(kernel.length)];
  const [firstOfBias, secondOfBias] = [new Float32Array(bias.length), new Float32Array(bias.length)];
  const { firstMomentDecay, secondMomentDecay, epsilon } = adamConstants;
  let stepCount = 0;
  return {
    update(kernelGradient, biasGradient, learningRate) {
      stepCount += 1;
      const secondCorrection = Math.sqrt(1 - secondMomentDecay ** stepCount);
      const step = {
        firstMomentDecay,
        secondMomentDecay,
        stepSize: (learningRate * secondCorrection) / (1 - firstMomentDecay ** stepCount),
        floor: epsilon * secondCorrection,
      };
      // AdamW has its own way to keep kernels small.
      const [kept, penalty] = optimizer === 'adamw' ? [1 - learningRate * weightDecay, 0] : [1, settings.l2];
      loops.adapt(kernel, kernelGradient, first, second, { ...step, kept, penalty });
      adaptPlain(bias, biasGradient, firstOfBias, secondOfBias, { ...step, kept: 1, penalty: 0 });
    },
  };
}

function descend(
  values: Float32Array,
  gradients: Float64Array,
  velocities: Float32Array,
  momentum: number,
  learningRate: number,
  penalty: number,
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const velocity = momentum * (velocities[i] as number) + (gradients[i] as number) + penalty * value;
    velocities[i] = velocity;
    values[i] = value - learningRate * velocity;
  }
}
