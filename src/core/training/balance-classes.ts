/**
 * What a row of each class counts in the loss so that all classes count the same together: n / (K n_c), for n rows of
 * K classes, n_c of them of class c (King and Zeng, 2001; scikit-learn's `class_weight='balanced'`). The mean over the
 * rows is 1, so that loss, learning rate and penalty keep their scale; with classes of the same size each weight is 1.
 * @param rows the rows that are trained on; every class must have one
 * @returns [classCount]
 */
export function balanceClasses(
  classIndexes: Int32Array,
  rows: Int32Array,
  classCount: number,
): readonly number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const row of rows) {
    const classIndex = classIndexes[row] as number;
    counts[classIndex] = (counts[classIndex] as number) + 1;
  }
  return counts.map((count) => rows.length / (classCount * count));
}
