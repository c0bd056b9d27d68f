import type { PlannedBatch } from './plan-batch.ts';

/** The numbers of one head in training, on the backend or beside it. Both ways give the same but for rounding. */
export interface HeadStepper {
  /**
   * Moves the head by one step, and adds up how it did before that.
   * @param dropoutMasks per layer, what its input is multiplied by: rows * inputSize numbers; null without dropout
   */
  step(batch: PlannedBatch, dropoutMasks: readonly Float32Array[] | null, learningRate: number): void;
  /** How it did in all steps since these were last read. */
  readSums(): Promise<JudgedSums>;
  /** How it does on `rows` as it is, each with what its class counts. */
  judge(rows: Int32Array): Promise<JudgedSums & { readonly predictedClasses: Uint16Array<ArrayBuffer> }>;
  /** Kernel and bias of each layer, in order. */
  readParameters(): Promise<readonly Float32Array<ArrayBuffer>[]>;
  dispose(): void;
}

export interface JudgedSums {
  /** Cross-entropy in nats, each row as often as it counts in the loss. */
  readonly lossSum: number;
  readonly rightCount: number;
}
