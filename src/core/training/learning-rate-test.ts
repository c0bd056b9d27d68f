/** What a test of learning rates found. */
export interface LearningRateTest {
  /** Rates in ascending order, each with the smoothed loss of the steps up to it, in nats. */
  readonly points: readonly { readonly learningRate: number; readonly loss: number }[];
  /** A rate to train with; null where the loss never fell. */
  readonly suggested: number | null;
}
