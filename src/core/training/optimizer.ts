import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Moves parameters against their gradients. Owns the parameters, and what it remembers of them, on the backend until it
 * is disposed.
 */
export interface Optimizer {
  /** The parameters as they are now, in the order given at the start. */
  readonly parameters: readonly Tensor[];
  /**
   * Moves every parameter by one step. Call inside a tidy; `gradients` are in the order of the parameters.
   * @param learningRate of this step; without it, the one given at the start
   */
  update(gradients: readonly Tensor[], learningRate?: number): void;
  dispose(): void;
}
