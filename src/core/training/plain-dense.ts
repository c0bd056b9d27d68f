import { type AdamStep, type DenseLoops, type DenseWay, type RowBlock, rowGroup } from './dense-loops.ts';

const loops: DenseLoops = {
  createFloats: (length) => new Float32Array(length),
  createDoubles: (length) => new Float64Array(length),
  applyDense,
  sumKernelGradient,
  adapt: adaptPlain,
  dispose: () => undefined,
};

/** The loops in TypeScript, for layers of any size. */
export const plainDense: DenseWay = { start: () => loops };

/** `DenseLoops.adapt` on arrays of any kind. */
export function adaptPlain(
  values: Float32Array,
  gradients: Float64Array,
  first: Float32Array,
  second: Float32Array,
  { firstMomentDecay, secondMomentDecay, stepSize, floor, kept, penalty }: AdamStep,
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const gradient = (gradients[i] as number) + penalty * value;
    const mean = firstMomentDecay * (first[i] as number) + (1 - firstMomentDecay) * gradient;
    const square = secondMomentDecay * (second[i] as number) + (1 - secondMomentDecay) * gradient * gradient;
    first[i] = mean;
    second[i] = square;
    values[i] = kept * value - (stepSize * mean) / (Math.sqrt(square) + floor);
  }
}

function applyDense(
  { values, rowCount, inputSize, stride }: RowBlock,
  kernel: Float32Array,
  bias: Float32Array,
  outputs: Float64Array,
): void {
  const outputSize = bias.length;
  for (let row = 0; row < rowCount; row += rowGroup) {
    const first = row * stride;
    const [second, third, fourth] = [first + stride, first + 2 * stride, first + 3 * stride];
    for (let output = 0; output < outputSize; output++) {
      const start = output * inputSize;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let i = 0; i < inputSize; i++) {
        const weight = kernel[start + i] as number;
        a += weight * (values[first + i] as number);
        b += weight * (values[second + i] as number);
        c += weight * (values[third + i] as number);
        d += weight * (values[fourth + i] as number);
      }
      const to = row * outputSize + output;
      const ofBias = bias[output] as number;
      outputs[to] = a + ofBias;
      outputs[to + outputSize] = b + ofBias;
      outputs[to + 2 * outputSize] = c + ofBias;
      outputs[to + 3 * outputSize] = d + ofBias;
    }
  }
}

function sumKernelGradient(
  { values, rowCount, inputSize, stride }: RowBlock,
  outputGradients: Float64Array,
  kernelGradient: Float64Array,
): void {
  const outputSize = kernelGradient.length / inputSize;
  kernelGradient.fill(0);
  for (let output = 0; output < outputSize; output++) {
    const start = output * inputSize;
    const gradientOf = (row: number) =>
      row < rowCount ? (outputGradients[row * outputSize + output] as number) : 0;
    for (let row = 0; row < rowCount; row += rowGroup) {
      const first = row * stride;
      const [second, third, fourth] = [first + stride, first + 2 * stride, first + 3 * stride];
      const [a, b, c, d] = [gradientOf(row), gradientOf(row + 1), gradientOf(row + 2), gradientOf(row + 3)];
      for (let i = 0; i < inputSize; i++) {
        kernelGradient[start + i] =
          (kernelGradient[start + i] as number) +
          a * (values[first + i] as number) +
          b * (values[second + i] as number) +
          c * (values[third + i] as number) +
          d * (values[fourth + i] as number);
      }
    }
  }
}
