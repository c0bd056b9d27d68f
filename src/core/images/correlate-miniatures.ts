import { halvePicture } from './halve-picture.ts';
import { miniatureSide } from './pixel-statistics.ts';

/** A miniature made ready to be compared with many others. */
export interface ComparableMiniature {
  readonly fine: Picture;
  readonly coarse: Picture;
  /** Whether there is next to nothing to see, so that a correlation would compare noise. */
  readonly isFlat: boolean;
  /** 0 to 255. */
  readonly mean: number;
}

/** A square of brightness, with its middle taken out. */
interface Picture {
  readonly side: number;
  readonly values: Float32Array;
  /** The middle, `patchSide` squared, with mean 0 and length 1. */
  readonly patch: Float32Array;
  readonly patchSide: number;
}

/** Where the middle of one picture lies in another. */
interface Alignment {
  /** Shift of the centre, in pixels. */
  readonly x: number;
  readonly y: number;
  /** The width in the other picture of what is one pixel wide in the first. */
  readonly scale: number;
  /** Radians. */
  readonly angle: number;
  /** -1 for the mirror image. */
  readonly mirror: 1 | -1;
}

/** The side of the middle that is looked for, as a part of the picture's: what is left is room to shift. */
const patchFraction = 0.75;

/** Shift that is looked for, as a part of the picture's side. */
const shiftLimit = 0.125;

/** Standard deviation of the brightness, of 255, below which a picture is flat. */
const flatContrast = 3;

/**
 * Correlations at half size below which pictures are not looked at more closely. Of the pairs of photograph and copy
 * that reach 0.95 in the end, 99 % are above; four of five pairs of different hands before one wall are below.
 */
const hopeless = { shifted: 0.7, aligned: 0.86 } as const;

/** A miniature as `correlateMiniatures` takes it. */
export function prepareMiniature(miniature: Uint8Array): ComparableMiniature {
  const values = Float32Array.from(miniature);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return {
    fine: createPicture(values, miniatureSide),
    coarse: createPicture(halvePicture(values, miniatureSide), miniatureSide / 2),
    isFlat: Math.sqrt(variance) < flatContrast,
    mean,
  };
}

/**
 * How alike two images are from afar, whatever their brightness and contrast: the correlation of the middle of the
 * first with where it fits best in the second, shifted, mirrored, scaled or turned a little. The best shift is looked
 * for at half size; coordinate descent does the rest.
 * @param enough ends the search: what correlates so much needs no better place
 * @returns -1 to 1; of two images without anything to see 1 when they are about as bright, else 0
 */
export function correlateMiniatures(a: ComparableMiniature, b: ComparableMiniature, enough: number): number {
  if (a.isFlat || b.isFlat) return a.isFlat && b.isFlat && Math.abs(a.mean - b.mean) < 25 ? 1 : 0;
  const straight = correlateShifted(a.fine, b.fine, 0, 0, 1);
  if (straight >= enough) return straight;
  const shift = findShift(a.coarse, b.coarse);
  if (shift.correlation < hopeless.shifted) return shift.correlation;
  const coarse = refine(a.coarse, b.coarse, shift, [1, 0.5], 1);
  if (coarse.correlation < hopeless.aligned) return coarse.correlation;
  const { x, y, ...rest } = coarse.alignment;
  const alignment = { x: 2 * x, y: 2 * y, ...rest };
  const fine = { alignment, correlation: correlate(a.fine, b.fine, alignment) };
  return refine(a.fine, b.fine, fine, [0.5], enough).correlation;
}

/** How well a picture correlates in one place. */
interface Fit {
  readonly alignment: Alignment;
  readonly correlation: number;
}

/** The best of all shifts by whole pixels. */
function findShift(a: Picture, b: Picture): Fit {
  const limit = Math.floor(b.side * shiftLimit);
  let best: Fit = { alignment: { x: 0, y: 0, scale: 1, angle: 0, mirror: 1 }, correlation: -1 };
  for (const mirror of [1, -1] as const) {
    for (let y = -limit; y <= limit; y++) {
      for (let x = -limit; x <= limit; x++) {
        const correlation = correlateShifted(a, b, x, y, mirror);
        if (correlation <= best.correlation) continue;
        best = { alignment: { x, y, scale: 1, angle: 0, mirror }, correlation };
      }
    }
  }
  return best;
}

/** Coordinate descent: every step that helps is taken; when none does, the next length follows. */
function refine(a: Picture, b: Picture, start: Fit, lengths: readonly number[], enough: number): Fit {
  let best = start;
  for (const length of lengths) {
    for (let moved = true, round = 0; moved && round < 4; round++) {
      moved = false;
      for (const alignment of listMoves(best.alignment, length, b.side)) {
        if (best.correlation >= enough) return best;
        const correlation = correlate(a, b, alignment);
        if (correlation <= best.correlation) continue;
        best = { alignment, correlation };
        moved = true;
      }
    }
  }
  return best;
}

/** @param length of a step in pixels; a turn or a scaling moves the edge of the patch by as much */
function listMoves(from: Alignment, length: number, side: number): readonly Alignment[] {
  const part = length / (0.5 * patchFraction * side);
  const { x, y, scale, angle } = from;
  return [
    { ...from, x: x + length },
    { ...from, x: x - length },
    { ...from, y: y + length },
    { ...from, y: y - length },
    { ...from, scale: scale * (1 + part) },
    { ...from, scale: scale / (1 + part) },
    { ...from, angle: angle + part },
    { ...from, angle: angle - part },
  ];
}

/** `correlate` for a shift by whole pixels, within the picture: nothing needs to be interpolated. */
function correlateShifted(
  { patch, patchSide }: Picture,
  { values, side }: Picture,
  shiftX: number,
  shiftY: number,
  mirror: 1 | -1,
): number {
  const margin = (side - patchSide) / 2;
  const left = margin + shiftX + (mirror === 1 ? 0 : patchSide - 1);
  let sum = 0;
  let squares = 0;
  let products = 0;
  for (let row = 0; row < patchSide; row++) {
    const start = (margin + shiftY + row) * side + left;
    for (let column = 0; column < patchSide; column++) {
      const value = values[start + mirror * column] as number;
      sum += value;
      squares += value * value;
      products += value * (patch[row * patchSide + column] as number);
    }
  }
  return toCorrelation(sum, squares, products, patch.length);
}

/** Pearson's correlation of the middle of `a` with what lies under it in `b`; what lies outside of `b` is its edge. */
function correlate({ patch, patchSide }: Picture, b: Picture, alignment: Alignment): number {
  const { x: shiftX, y: shiftY, scale, angle, mirror } = alignment;
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const [from, centre, last] = [(patchSide - 1) / 2, (b.side - 1) / 2, b.side - 1];
  let sum = 0;
  let squares = 0;
  let products = 0;
  for (let row = 0; row < patchSide; row++) {
    for (let column = 0; column < patchSide; column++) {
      const [right, down] = [mirror * (column - from), row - from];
      const x = clamp(centre + shiftX + cos * right - sin * down, last);
      const y = clamp(centre + shiftY + sin * right + cos * down, last);
      const value = interpolate(b, x, y);
      sum += value;
      squares += value * value;
      products += value * (patch[row * patchSide + column] as number);
    }
  }
  return toCorrelation(sum, squares, products, patch.length);
}

/** @param products with the numbers of a patch, whose mean is 0 and whose length is 1 */
function toCorrelation(sum: number, squares: number, products: number, count: number): number {
  const variance = squares - (sum * sum) / count;
  return variance < 1e-3 ? 0 : products / Math.sqrt(variance);
}

function clamp(place: number, last: number): number {
  return place < 0 ? 0 : place > last ? last : place;
}

/** Bilinear. */
function interpolate({ values, side }: Picture, x: number, y: number): number {
  const [left, top] = [Math.min(Math.floor(x), side - 2), Math.min(Math.floor(y), side - 2)];
  const [toRight, toBottom] = [x - left, y - top];
  const at = top * side + left;
  const upper = (values[at] as number) * (1 - toRight) + (values[at + 1] as number) * toRight;
  const lower = (values[at + side] as number) * (1 - toRight) + (values[at + side + 1] as number) * toRight;
  return upper * (1 - toBottom) + lower * toBottom;
}

function createPicture(values: Float32Array, side: number): Picture {
  const patchSide = side * patchFraction;
  const margin = (side - patchSide) / 2;
  const patch = new Float32Array(patchSide * patchSide);
  for (let row = 0; row < patchSide; row++) {
    const start = (row + margin) * side + margin;
    patch.set(values.subarray(start, start + patchSide), row * patchSide);
  }
  const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
  const length = Math.sqrt(patch.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const scale = length === 0 ? 0 : 1 / length;
  return { side, values, patch: patch.map((value) => (value - mean) * scale), patchSide };
}
