import type { Tensor } from '@tensorflow/tfjs-core';
import { createAdam } from './adam.ts';
import { createMomentumSgd } from './momentum-sgd.ts';
import type { Optimizer } from './optimizer.ts';
import type { TrainingSettings } from './training-settings.ts';

/**
 * The optimizer that the settings ask for.
 * @param createParameters makes the first values, which the optimizer owns from then on
 * @throws what the backend throws; then nothing is left on it
 */
export function createOptimizer(
  { optimizer, learningRate, momentum, weightDecay }: TrainingSettings,
  createParameters: () => Tensor[],
): Optimizer {
  if (optimizer === 'sgd') return createMomentumSgd(createParameters, learningRate, momentum);
  return createAdam(createParameters, learningRate, optimizer === 'adamw' ? weightDecay : 0);
}
