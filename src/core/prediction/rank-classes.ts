/**
 * Class columns by probability, highest first, the lower column first among equals.
 * @param probabilities one number per class
 */
export function rankClasses(probabilities: ArrayLike<number>): readonly number[] {
  return Array.from(probabilities, (_, classIndex) => classIndex).sort(
    (a, b) => (probabilities[b] as number) - (probabilities[a] as number) || a - b,
  );
}
