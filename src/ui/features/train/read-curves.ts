import type { EpochRecord } from '../../../core/training/training-types.ts';

/**
 * What the curve of the validation loss says: it was above that of guessing, as too large steps make it; it falls to its end,
 * rises again, or lies still from an epoch on.
 */
export type CurveReading =
  | { readonly kind: 'overshooting' }
  | { readonly kind: 'falling'; readonly epochCount: number }
  | { readonly kind: 'rising'; readonly bestEpoch: number }
  | { readonly kind: 'flat'; readonly sinceEpoch: number };

/** Fewer epochs show no direction. */
const fewestEpochs = 5;
/** Differences that count, as a fraction of the loss that is gone by the best epoch, and of the lowest loss. */
const notable = { fall: 0.02, rise: 0.1 };

/** A new head begins at the loss of guessing. What is so many times as large has been made by its steps. */
const overshot = 1.5;

/**
 * Reads the validation losses of a run of the head alone.
 * @param classCount the loss of guessing is its natural logarithm
 * @returns null where they say nothing
 */
export function readCurves(history: readonly EpochRecord[], classCount: number): CurveReading | null {
  const losses = history.flatMap(({ validationLoss }) =>
    validationLoss !== null && Number.isFinite(validationLoss) ? [validationLoss] : [],
  );
  const [first, last] = [losses[0], losses.at(-1)];
  if (losses.length < fewestEpochs || losses.length < history.length) return null;
  if (first === undefined || last === undefined) return null;
  if (losses.some((loss) => loss > overshot * Math.log(classCount))) return { kind: 'overshooting' };
  const lowest = Math.min(...losses);
  if (last > lowest * (1 + notable.rise)) return { kind: 'rising', bestEpoch: losses.indexOf(lowest) + 1 };
  const close = lowest + notable.fall * (first - lowest);
  const sinceEpoch = losses.findIndex((loss) => loss <= close) + 1;
  // In its last tenth it went down by more than is left to chance.
  const before = losses[Math.floor(0.9 * (losses.length - 1))] as number;
  return before - last > notable.fall * (first - lowest)
    ? { kind: 'falling', epochCount: losses.length }
    : { kind: 'flat', sinceEpoch };
}
