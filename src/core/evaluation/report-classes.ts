import type { ClassReport } from './evaluation.ts';

/**
 * Precision, recall and F1 of each class from a confusion matrix: TP / (TP + FP), TP / (TP + FN) and
 * 2 TP / (2 TP + FP + FN), each 0 where it would divide by zero.
 * @param counts `counts[trueClass][predictedClass]`
 */
export function reportClasses(counts: readonly (readonly number[])[]): readonly ClassReport[] {
  return counts.map((row, classIndex) => {
    const right = row[classIndex] as number;
    const support = row.reduce((sum, count) => sum + count, 0);
    const predicted = counts.reduce((sum, other) => sum + (other[classIndex] as number), 0);
    return {
      precision: divide(right, predicted),
      recall: divide(right, support),
      f1: divide(2 * right, predicted + support),
      support,
      predictedCount: predicted,
      rightCount: right,
    };
  });
}

function divide(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
