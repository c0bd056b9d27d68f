/** How one class fared. Precision, recall and F1 are 0 to 1, and 0 where they would divide by zero. */
export interface ClassReport {
  /** Right among all predicted as this class. */
  readonly precision: number;
  /** Right among all that truly are this class. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  /** Samples of this class in the set. */
  readonly support: number;
  /** Samples predicted as this class, and how many of these are right. */
  readonly predictedCount: number;
  readonly rightCount: number;
}

/** `counts[trueClass][predictedClass]`. Each row sums to the support of its class. */
export interface ConfusionMatrix {
  readonly counts: readonly (readonly number[])[];
}

/** How a head fared on one set of samples. */
export interface Evaluation {
  readonly sampleCount: number;
  readonly accuracy: number;
  /** Mean of F1 over the classes that have samples in the set. */
  readonly macroF1: number;
  /** Mean of -ln(probability of the true class), in nats; probabilities below 1e-15 count as 1e-15. */
  readonly logLoss: number;
  /** Confidence against accuracy in 15 bins of equal width (Naeini et al. 2015; Guo et al. 2017). */
  readonly expectedCalibrationError: number;
  /** In the order of the classes. */
  readonly perClass: readonly ClassReport[];
  readonly confusionMatrix: ConfusionMatrix;
  /** Predicted class column of each sample, in the order of the samples given. */
  readonly predictedClassIndexes: Int32Array<ArrayBuffer>;
}
