import type { FileFailure } from '../shared/failure.ts';
import { imageLimits } from './image-limits.ts';

/** Refuses an image of more pixels than fit into memory. */
export function findTooManyPixels({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): FileFailure | null {
  if (width * height <= imageLimits.pixels) return null;
  return { kind: 'file-too-many-pixels', width, height, limit: imageLimits.pixels };
}
