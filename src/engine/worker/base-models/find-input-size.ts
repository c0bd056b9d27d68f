import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { unfit } from './unfit.ts';

const usualInputSize = 224;
const inputSizeLimits = { minimum: 16, maximum: 1024 } as const;

/**
 * The side of the square that a model takes.
 * @param shape height, width and channels of its input; null or negative where they are free
 * @param usualSize where it takes any
 */
export function findInputSize(
  shape: readonly (number | null)[],
  usualSize = usualInputSize,
): number | BaseModelFailure {
  const [height = null, width = null, channels = null] = shape.map((side) =>
    (side ?? -1) < 0 ? null : side,
  );
  if (shape.length !== 3) return unfit('its input is not an image');
  if (channels !== null && channels !== 3) {
    const channelsFirst = height === 3 && width === channels;
    return unfit(
      channelsFirst
        ? 'its input has the colour channels first, they must come last'
        : `its input has ${channels} colour channels instead of 3`,
    );
  }
  const side = height ?? width ?? usualSize;
  if ((height ?? side) !== (width ?? side)) return unfit(`its input is ${width} x ${height}, not a square`);
  const { minimum, maximum } = inputSizeLimits;
  if (side >= minimum && side <= maximum) return side;
  return unfit(`its input is ${side} pixels wide, ${minimum} to ${maximum} are possible`);
}
