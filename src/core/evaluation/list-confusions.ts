/** A cell beside the diagonal that is not zero: images of one class that were taken for another. */
export interface Confusion {
  readonly trueClassIndex: number;
  readonly predictedClassIndex: number;
  readonly count: number;
}

/**
 * Everything that is mixed up, the most frequent first, equal ones in the order of the matrix.
 * @param counts `counts[trueClass][predictedClass]`
 */
export function listConfusions(counts: readonly (readonly number[])[]): readonly Confusion[] {
  const confusions: Confusion[] = [];
  for (const [trueClassIndex, row] of counts.entries()) {
    for (const [predictedClassIndex, count] of row.entries()) {
      if (count > 0 && trueClassIndex !== predictedClassIndex) {
        confusions.push({ trueClassIndex, predictedClassIndex, count });
      }
    }
  }
  return confusions.sort((a, b) => b.count - a.count);
}
