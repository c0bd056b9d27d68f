/** How far a client is from the preview on the same pictures. */
export interface AnswerComparison {
  readonly pictureCount: number;
  /** Of any probability of any picture. */
  readonly largestDifference: number;
  /** Of all of them. */
  readonly meanDifference: number;
  /** Pictures whose most probable class is the same. */
  readonly agreeingCount: number;
}

/** Compares probabilities, picture by picture and class by class. */
export function compareAnswers(
  answers: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): AnswerComparison {
  const differences = expected.flatMap((row, i) =>
    row.map((value, column) => Math.abs(value - (answers[i]?.[column] ?? Number.NaN))),
  );
  const agreeing = expected.filter((row, i) => findTop(row) === findTop(answers[i] ?? []));
  return {
    pictureCount: expected.length,
    largestDifference: Math.max(...differences),
    meanDifference: differences.reduce((sum, each) => sum + each, 0) / differences.length,
    agreeingCount: agreeing.length,
  };
}

function findTop(row: readonly number[]): number {
  return row.indexOf(Math.max(...row));
}
