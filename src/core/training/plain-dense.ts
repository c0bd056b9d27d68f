/** Rows are taken in groups of so many, so that each number of a kernel is read once for all of them. */
const groupSize = 4;

/** Some rows of a dense layer's inputs, filled up with zeros to whole groups. */
export interface RowBlock {
  /** [rowCount rounded up, inputSize], row by row. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly rowCount: number;
  readonly inputSize: number;
}

/** Room for some rows, all zeros. */
export function createRowBlock(rowCount: number, inputSize: number): RowBlock {
  return { values: new Float32Array(roundUp(rowCount) * inputSize), rowCount, inputSize };
}

/** Copies rows of a table of standardized embeddings. */
export function takeRows(inputs: Float32Array, rows: ArrayLike<number>, inputSize: number): RowBlock {
  const block = createRowBlock(rows.length, inputSize);
  for (let place = 0; place < rows.length; place++) {
    const start = (rows[place] as number) * inputSize;
    block.values.set(inputs.subarray(start, start + inputSize), place * inputSize);
  }
  return block;
}

/**
 * input * kernel + bias.
 * @param kernel [outputSize, inputSize], the other way round than in `DenseLayer`
 * @returns [rowCount, outputSize], row by row
 */
export function applyDense(block: RowBlock, kernel: Float32Array, bias: Float32Array): Float64Array {
  const { values, rowCount, inputSize } = block;
  const outputSize = bias.length;
  const outputs = new Float64Array(roundUp(rowCount) * outputSize);
  for (let row = 0; row < rowCount; row += groupSize) {
    const first = row * inputSize;
    const [second, third, fourth] = [first + inputSize, first + 2 * inputSize, first + 3 * inputSize];
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
  return outputs.subarray(0, rowCount * outputSize);
}

/**
 * transpose(outputGradients) * inputs. Summed in double precision: where gradients cancel out, Adam would make steps of what
 * single precision leaves of them.
 * @param outputGradients [rowCount, outputSize], row by row
 * @param kernelGradient receives the result, [outputSize, inputSize]
 */
export function sumKernelGradient(
  { values, rowCount, inputSize }: RowBlock,
  outputGradients: Float64Array,
  kernelGradient: Float64Array,
): void {
  const outputSize = kernelGradient.length / inputSize;
  kernelGradient.fill(0);
  for (let output = 0; output < outputSize; output++) {
    const start = output * inputSize;
    const gradientOf = (row: number) => outputGradients[row * outputSize + output] ?? 0;
    for (let row = 0; row < rowCount; row += groupSize) {
      const first = row * inputSize;
      const [second, third, fourth] = [first + inputSize, first + 2 * inputSize, first + 3 * inputSize];
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

function roundUp(rowCount: number): number {
  return Math.ceil(rowCount / groupSize) * groupSize;
}
