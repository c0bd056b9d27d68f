import type { WeightPrecision } from '../shared/compress-weights.ts';

/** What came of running a person's own images through a written file, by a program that opens it. */
export type ExportCheck =
  | ExportComparison
  /** The program did not open the file, or broke off. `detail` is what it said. */
  | { readonly outcome: 'refused'; readonly client: string; readonly detail: string }
  | UncheckedExport;

/** Why a file was not opened again. `client` is the program that would have. */
export type UncheckedExport =
  | { readonly outcome: 'unchecked'; readonly reason: 'no-client' }
  | { readonly outcome: 'unchecked'; readonly reason: 'no-images' | 'base-not-in-use' }
  /** The person did not want it, or broke it off. */
  | { readonly outcome: 'unchecked'; readonly reason: 'not-wanted' | 'broken-off'; readonly client: string }
  /** The program could not be fetched, or does not run here. `detail` stands in brackets behind a sentence. */
  | {
      readonly outcome: 'unchecked';
      readonly reason: 'client-unreachable' | 'client-not-started';
      readonly client: string;
      readonly detail: string;
    };

/** How far the probabilities of the file are from those of the studio, on the same pixels. */
export interface ExportComparison {
  readonly outcome: 'compared';
  /** The program and its version. */
  readonly client: string;
  /** 1 or more. */
  readonly imageCount: number;
  /** Of any probability of any image, 0 to 1. */
  readonly largestDifference: number;
  /** How many of the images get the same class. */
  readonly sameClassCount: number;
  /** Whether that is within what the format promises. */
  readonly passed: boolean;
}

/** What a format promises: no probability further away than `difference`, and so many images with the same class. */
export interface ExportTolerance {
  readonly largestDifference: number;
  readonly sameClassFraction: number;
}

/**
 * What files promise, by how their weights are written. Classes of float files may only differ where two are as likely; with
 * 8 bits, probabilities move, and the class is what counts.
 */
export const tolerances: Readonly<Record<WeightPrecision, ExportTolerance>> = {
  float32: { largestDifference: 1e-4, sameClassFraction: 0 },
  float16: { largestDifference: 5e-3, sameClassFraction: 0 },
  int8: { largestDifference: 1, sameClassFraction: 0.95 },
};

/**
 * Compares two tables of probabilities, row by row.
 * @param rows at least one; both of the same length
 */
export function compareProbabilities(
  client: string,
  rows: readonly { readonly expected: Float32Array; readonly actual: Float32Array }[],
  tolerance: ExportTolerance,
): ExportComparison {
  let largestDifference = 0;
  let sameClassCount = 0;
  for (const { expected, actual } of rows) {
    expected.forEach((probability, index) => {
      const difference = Math.abs(probability - (actual[index] ?? Number.NaN));
      // What is no number is as far away as can be.
      largestDifference = Math.max(largestDifference, Number.isFinite(difference) ? difference : 1);
    });
    if (findHighest(expected) === findHighest(actual)) sameClassCount++;
  }
  return {
    outcome: 'compared',
    client,
    imageCount: rows.length,
    largestDifference,
    sameClassCount,
    passed:
      largestDifference <= tolerance.largestDifference &&
      sameClassCount >= tolerance.sameClassFraction * rows.length,
  };
}

function findHighest(probabilities: Float32Array): number {
  return probabilities.reduce(
    (best, value, index) => (value > (probabilities[best] as number) ? index : best),
    0,
  );
}
