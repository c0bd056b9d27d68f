/** Bins of the confidence, as in Guo et al. 2017. */
const binCount = 15;

/** Predictions of about the same confidence. */
export interface ReliabilityBin {
  /** It holds confidences above `lower` up to `upper`, 0 to 1. */
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
  /** 0 to 1; 0 in an empty bin. */
  readonly meanConfidence: number;
  /** The share that was right, 0 to 1; 0 in an empty bin. */
  readonly accuracy: number;
}

/**
 * The reliability diagram: predictions in 15 bins of equal width by their confidence, bin m holding ((m - 1) / 15, m / 15].
 * @param confidences probability of the predicted class of each sample, above 0 to 1
 * @param correct whether each prediction was right
 */
export function binReliability(
  confidences: Float32Array,
  correct: readonly boolean[],
): readonly ReliabilityBin[] {
  const counts = new Float64Array(binCount);
  const sums = new Float64Array(binCount);
  const rights = new Float64Array(binCount);
  confidences.forEach((confidence, row) => {
    const bin = Math.min(Math.max(Math.ceil(confidence * binCount) - 1, 0), binCount - 1);
    counts[bin] = (counts[bin] as number) + 1;
    sums[bin] = (sums[bin] as number) + confidence;
    if (correct[row]) rights[bin] = (rights[bin] as number) + 1;
  });
  return Array.from(counts, (count, bin) => ({
    lower: bin / binCount,
    upper: (bin + 1) / binCount,
    count,
    meanConfidence: count === 0 ? 0 : (sums[bin] as number) / count,
    accuracy: count === 0 ? 0 : (rights[bin] as number) / count,
  }));
}
