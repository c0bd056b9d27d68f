/** Bins of the confidence, as in Guo et al. 2017. */
const binCount = 15;

/**
 * Expected calibration error: samples are put into 15 bins of equal width by their confidence, bin m holding
 * ((m - 1) / 15, m / 15]; the error is the sum over bins of |accuracy - mean confidence| weighted by the bin's share
 * of the samples (Naeini et al. 2015; Guo et al. 2017, equation 3).
 * @param confidences probability of the predicted class of each sample, above 0 to 1
 * @param correct whether each prediction was right
 * @returns 0 (confidence and accuracy agree in every bin, or there are no samples) to 1
 */
export function measureCalibrationError(confidences: Float32Array, correct: readonly boolean[]): number {
  // In each bin |right - sum of confidences| is its |accuracy - mean confidence| times its count.
  const gaps = new Float64Array(binCount);
  confidences.forEach((confidence, row) => {
    const bin = Math.min(Math.max(Math.ceil(confidence * binCount) - 1, 0), binCount - 1);
    gaps[bin] = (gaps[bin] as number) + (correct[row] ? 1 : 0) - confidence;
  });
  const gapSum = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);
  return confidences.length === 0 ? 0 : gapSum / confidences.length;
}
