/**
 * Counts how often samples of each class were predicted as each class.
 * @returns `counts[trueClass][predictedClass]`, classCount x classCount
 */
export function countConfusions(
  trueClassIndexes: ArrayLike<number>,
  predictedClassIndexes: ArrayLike<number>,
  classCount: number,
): readonly (readonly number[])[] {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let row = 0; row < trueClassIndexes.length; row++) {
    const ofClass = counts[trueClassIndexes[row] as number] as number[];
    const predictedClass = predictedClassIndexes[row] as number;
    ofClass[predictedClass] = (ofClass[predictedClass] as number) + 1;
  }
  return counts;
}
