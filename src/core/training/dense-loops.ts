/** Some rows of a dense layer's inputs. */
export interface RowBlock {
  /** Row by row, each `stride` numbers after the one before; after the last one there is room to whole groups of `rowGroup`. */
  readonly values: Float32Array;
  readonly rowCount: number;
  readonly inputSize: number;
  readonly stride: number;
}

/** Rows are taken in groups of so many, so that each number of a kernel is read once for all of them. */
export const rowGroup = 4;

/** One step of Adam (see `createAdam`). */
export interface AdamStep {
  readonly firstMomentDecay: number;
  readonly secondMomentDecay: number;
  /** The learning rate with the corrections of both moments. */
  readonly stepSize: number;
  /** Epsilon with the correction of the second moment. */
  readonly floor: number;
  /** What stays of each value besides the step: 1 where no weights decay. */
  readonly kept: number;
  /** What each gradient grows by, times the value: the L2 penalty. */
  readonly penalty: number;
}

/**
 * The loops in which training a dense layer spends its time. All arrays given to them are made by `createFloats` and
 * `createDoubles` of the same loops. Kernels are [outputSize, inputSize], the other way round than in `DenseLayer`, so that
 * the innermost loops walk along memory.
 */
export interface DenseLoops {
  /** So many zeros. */
  createFloats(length: number): Float32Array<ArrayBuffer>;
  createDoubles(length: number): Float64Array<ArrayBuffer>;
  /**
   * block * kernel + bias.
   * @param outputs receives [rowCount, outputSize], row by row, with room for whole groups of rows
   */
  applyDense(block: RowBlock, kernel: Float32Array, bias: Float32Array, outputs: Float64Array): void;
  /**
   * transpose(outputGradients) * block. Summed in double precision: where gradients cancel out, Adam would make steps of what
   * single precision leaves of them.
   * @param outputGradients [rowCount, outputSize], row by row
   * @param kernelGradient receives the result
   */
  sumKernelGradient(block: RowBlock, outputGradients: Float64Array, kernelGradient: Float64Array): void;
  /**
   * Moves values against their gradients.
   * @param first decaying means of the gradients, which are brought up to date
   * @param second the same of their squares
   */
  adapt(
    values: Float32Array,
    gradients: Float64Array,
    first: Float32Array,
    second: Float32Array,
    step: AdamStep,
  ): void;
  /** Gives their memory back; the arrays are not to be used after it. */
  dispose(): void;
}

/** A way to run the loops: in TypeScript, or on kernels. */
export interface DenseWay {
  /** @param byteCount of all arrays that will be asked for, each rounded up to 64 */
  start(byteCount: number): DenseLoops;
}
