/**
 * Top-k accuracy: the share of samples whose true class is among the k most probable ones, the lower column first among
 * equals.
 * @param probabilities sampleCount * classCount numbers, row by row
 * @param k 1 gives the accuracy
 * @returns how many samples, 0 to sampleCount
 */
export function countTopK(
  probabilities: Float32Array,
  trueClassIndexes: ArrayLike<number>,
  classCount: number,
  k: number,
): number {
  let count = 0;
  for (let row = 0; row < trueClassIndexes.length; row++) {
    const trueClass = trueClassIndexes[row] as number;
    const own = probabilities[row * classCount + trueClass] as number;
    let ahead = 0;
    for (let column = 0; column < classCount; column++) {
      const probability = probabilities[row * classCount + column] as number;
      if (probability > own || (probability === own && column < trueClass)) ahead++;
    }
    if (ahead < k) count++;
  }
  return count;
}
