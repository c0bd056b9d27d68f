import { createRandom } from '../shared/random.ts';
import { binReliability } from './reliability.ts';

/**
 * Expected calibration error: the sum over the bins of the reliability diagram of |accuracy - mean confidence| weighted by
 * the bin's share of the samples (Naeini et al. 2015; Guo et al. 2017, equation 3).
 * @param confidences probability of the predicted class of each sample, above 0 to 1
 * @param correct whether each prediction was right
 * @returns 0 (confidence and accuracy agree in every bin, or there are no samples) to 1
 */
export function measureCalibrationError(confidences: Float32Array, correct: readonly boolean[]): number {
  if (confidences.length === 0) return 0;
  const gapSum = binReliability(confidences, correct).reduce(
    (sum, { count, accuracy, meanConfidence }) => sum + count * Math.abs(accuracy - meanConfidence),
    0,
  );
  return gapSum / confidences.length;
}

/** So many times labels are drawn; less often for many samples, of which each draw says more. */
const drawLimits = { fewest: 10, most: 200, labels: 400_000 };

/**
 * The expected calibration error that chance alone gives on so few samples: its mean where every prediction is right exactly
 * as often as its confidence says, that is, with labels drawn from the model's own probabilities. A model cannot be told
 * from a perfectly calibrated one by an error near this.
 * @param seed the same gives the same
 * @returns 0 to 1; 0 where there are no samples
 */
export function expectCalibrationErrorByChance(confidences: Float32Array, seed: number): number {
  if (confidences.length === 0) return 0;
  const random = createRandom(seed);
  const { fewest, most, labels } = drawLimits;
  const drawCount = Math.max(fewest, Math.min(Math.floor(labels / confidences.length), most));
  let sum = 0;
  for (let draw = 0; draw < drawCount; draw++) {
    const correct = Array.from(confidences, (confidence) => random.next() < confidence);
    sum += measureCalibrationError(confidences, correct);
  }
  return sum / drawCount;
}
