import { add, dispose, keep, mul, sub, type Tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer.ts';

/**
 * Stochastic gradient descent with momentum (Polyak, 1964; Sutskever et al., 2013, without Nesterov's look ahead):
 * v = momentum * v + gradient, parameter = parameter - learningRate * v. With momentum 0 it is plain descent.
 * @param createParameters makes the first values, which the optimizer owns from then on
 * @throws what the backend throws; then nothing is left on it
 */
export function createMomentumSgd(
  createParameters: () => Tensor[],
  learningRate: number,
  momentum: number,
): Optimizer {
  const { parameters, velocities } = tidy(() => {
    const parameters = createParameters();
    return { parameters, velocities: parameters.map((parameter) => zerosLike(parameter)) };
  });

  return {
    parameters,
    update(gradients, rate = learningRate) {
      gradients.forEach((gradient, index) => {
        const [parameter, velocity] = [parameters[index] as Tensor, velocities[index] as Tensor];
        const [nextVelocity, nextParameter] = tidy(() => {
          const next = add(mul(velocity, momentum), gradient);
          return [next, sub(parameter, mul(next, rate))];
        });
        velocity.dispose();
        parameter.dispose();
        velocities[index] = keep(nextVelocity as Tensor);
        parameters[index] = keep(nextParameter as Tensor);
      });
    },
    dispose() {
      dispose([...parameters, ...velocities]);
    },
  };
}
