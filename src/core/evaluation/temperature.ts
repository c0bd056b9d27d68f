/**
 * Divides logits by a temperature, given the probabilities: p^(1 / temperature), scaled to sum to 1 again.
 * The order of the classes stays; above 1 the model becomes less sure, below 1 surer.
 * @param probabilities sampleCount * classCount numbers, row by row
 * @param temperature above 0
 */
export function applyTemperature(
  probabilities: Float32Array,
  classCount: number,
  temperature: number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += classCount) {
    const row = probabilities.subarray(start, start + classCount);
    const highest = row.reduce((most, value) => Math.max(most, value), 0);
    let sum = 0;
    for (let column = 0; column < classCount; column++) {
      const power = ((row[column] as number) / highest) ** (1 / temperature);
      result[start + column] = power;
      sum += power;
    }
    for (let column = 0; column < classCount; column++)
      result[start + column] = (result[start + column] as number) / sum;
  }
  return result;
}

/** The smallest and largest temperature that is looked at. */
const temperatureLimits = { lowest: 0.05, highest: 20 };
/** Halvings of the range: to about nine digits. */
const stepCount = 40;
/** So many probabilities are looked at, or the page would stand still at thousands of images of hundreds of classes. */
const lookedAtCount = 200_000;
/** A smaller probability counts as this, so that its logarithm is finite. */
const smallestProbability = 1e-30;

/**
 * The temperature that makes probabilities fit the truth best: the one with the lowest log loss (Guo et al. 2017, section
 * 4.2). Log loss is convex in 1 / temperature, so halving the range where its slope changes sign finds the one minimum.
 *
 * Labels are not taken for certain but smoothed as in Platt (1999): of n samples, each truth counts (n + 1) / (n + 2), the
 * rest goes to the other classes. Without that, a few images that are all right would make the model infinitely sure.
 * @param probabilities sampleCount * classCount numbers, row by row, of samples that the head has not been trained on
 * @param trueClassIndexes the class column of each row
 * @returns 0.05 to 20; 1 where there are no samples
 */
export function fitTemperature(
  probabilities: Float32Array,
  trueClassIndexes: ArrayLike<number>,
  classCount: number,
): number {
  const sampleCount = trueClassIndexes.length;
  if (sampleCount === 0) return 1;
  // Every so many rows: the order is that of the classes, and all of them should have their say.
  const stride = Math.ceil(probabilities.length / lookedAtCount);
  const logits = Float64Array.from(probabilities, (value) => Math.log(Math.max(value, smallestProbability)));
  const forOthers = 1 / (sampleCount + 2) / (classCount - 1);
  const forTruth = 1 - 1 / (sampleCount + 2);
  let lowest = 1 / temperatureLimits.highest;
  let highest = 1 / temperatureLimits.lowest;
  for (let step = 0; step < stepCount; step++) {
    const middle = Math.sqrt(lowest * highest);
    if (slopeAt(middle) > 0) highest = middle;
    else lowest = middle;
  }
  return 1 / Math.sqrt(lowest * highest);

  /** Of the summed log loss by 1 / temperature: the mean logit that the model expects less the one that is true. */
  function slopeAt(scale: number): number {
    let slope = 0;
    for (let row = 0; row < sampleCount; row += stride) {
      const ofRow = logits.subarray(row * classCount, (row + 1) * classCount);
      const top = ofRow.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
      let powerSum = 0;
      let weightedSum = 0;
      let othersSum = 0;
      for (const logit of ofRow) {
        const power = Math.exp(scale * (logit - top));
        powerSum += power;
        weightedSum += power * logit;
        othersSum += logit;
      }
      const truth = ofRow[trueClassIndexes[row] as number] as number;
      slope += weightedSum / powerSum - forTruth * truth - forOthers * (othersSum - truth);
    }
    return slope;
  }
}
