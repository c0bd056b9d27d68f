import {
  add,
  dispose,
  div,
  keep,
  mul,
  sqrt,
  square,
  sub,
  type Tensor,
  tidy,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer.ts';

/** As Keras has them. */
export const adamConstants = { firstMomentDecay: 0.9, secondMomentDecay: 0.999, epsilon: 1e-7 } as const;
const { firstMomentDecay, secondMomentDecay, epsilon } = adamConstants;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1). Its bias corrections are moved into the step size and epsilon, which is the
 * same formula with fewer operations on tensors.
 *
 * With a weight decay it is AdamW (Loshchilov and Hutter, 2019, algorithm 2): kernels, not biases, also shrink by
 * learningRate * weightDecay at each step, whatever their gradients are.
 * @param createParameters makes the first values, which the optimizer owns from then on
 * @param measureScales of the first values, in their order: what the steps of each are multiplied by, in a shape that
 *   broadcasts to theirs. Adam does not see how large a gradient is, so this is Adam on parameters divided by their scales.
 * @throws what the backend throws; then nothing is left on it
 */
export function createAdam(
  createParameters: () => Tensor[],
  learningRate: number,
  weightDecay = 0,
  measureScales: ((parameters: readonly Tensor[]) => Tensor[]) | null = null,
): Optimizer {
  const { parameters, scales, firstMoments, secondMoments } = tidy(() => {
    const parameters = createParameters();
    return {
      parameters,
      scales: measureScales?.(parameters) ?? [],
      firstMoments: parameters.map((parameter) => zerosLike(parameter)),
      secondMoments: parameters.map((parameter) => zerosLike(parameter)),
    };
  });
  let stepCount = 0;

  const replace = (tensors: Tensor[], index: number, next: Tensor) => {
    tensors[index]?.dispose();
    tensors[index] = keep(next);
  };

  return {
    parameters,
    update(gradients, rate = learningRate) {
      stepCount += 1;
      const secondCorrection = Math.sqrt(1 - secondMomentDecay ** stepCount);
      const stepSize = (rate * secondCorrection) / (1 - firstMomentDecay ** stepCount);
      gradients.forEach((gradient, index) => {
        const [parameter, firstMoment, secondMoment] = [
          parameters[index] as Tensor,
          firstMoments[index] as Tensor,
          secondMoments[index] as Tensor,
        ];
        const [nextFirst, nextSecond, nextParameter] = tidy(() => {
          const first = add(mul(firstMoment, firstMomentDecay), mul(gradient, 1 - firstMomentDecay));
          const second = add(
            mul(secondMoment, secondMomentDecay),
            mul(square(gradient), 1 - secondMomentDecay),
          );
          const step = div(mul(first, stepSize), add(sqrt(second), epsilon * secondCorrection));
          const scale = scales[index];
          const change = scale === undefined ? step : mul(step, scale);
          const isKernel = parameter.rank > 1;
          const kept = weightDecay > 0 && isKernel ? mul(parameter, 1 - rate * weightDecay) : parameter;
          return [first, second, sub(kept, change)];
        });
        replace(firstMoments, index, nextFirst as Tensor);
        replace(secondMoments, index, nextSecond as Tensor);
        replace(parameters, index, nextParameter as Tensor);
      });
    },
    dispose() {
      dispose([...parameters, ...scales, ...firstMoments, ...secondMoments]);
    },
  };
}
