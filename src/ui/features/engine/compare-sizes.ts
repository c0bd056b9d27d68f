import { usualInputSize } from '../../../core/embedding/input-sizes.ts';
import type { MeasuredSize } from '../../../studio/input-sizes-state.ts';

/** An input size beside the usual one. */
export interface SizeComparison {
  readonly inputSize: number;
  readonly timesAsFast: number;
  /** Of the share of images that are right: above 0 where there are more than at the usual size. */
  readonly difference: number;
  /** Whether it is within two standard deviations of what equally good sizes would give (McNemar's test). */
  readonly mayBeChance: boolean;
}

/** Each size beside the usual one, on the same images; none where that was not measured. */
export function compareSizes(entries: readonly MeasuredSize[]): readonly SizeComparison[] {
  const usual = entries.find(({ inputSize }) => inputSize === usualInputSize);
  if (usual === undefined) return [];
  return entries.map(({ inputSize, msPerImage, isRight }) => {
    const gained = isRight.filter((right, image) => right && !usual.isRight[image]).length;
    const lost = isRight.filter((right, image) => !right && usual.isRight[image]).length;
    return {
      inputSize,
      timesAsFast: usual.msPerImage / msPerImage,
      difference: (gained - lost) / isRight.length,
      mayBeChance: Math.abs(gained - lost) <= 2 * Math.sqrt(gained + lost),
    };
  });
}
