import { halvePicture } from './halve-picture.ts';

/** What the pixels of an image tell without a network: whether it can be seen at all, and what it looks like from afar. */
export interface PixelStatistics {
  /** 95 % of the pixels are at most this bright: 0 is black, 1 is white. */
  readonly highlight: number;
  /** Standard deviation of the brightness, 0 to 0.5. */
  readonly contrast: number;
  /**
   * Detail of the image at half its size against that at a quarter: the square root of the quotient of the two variances
   * of the Laplacian. Contrast cancels out. Photographs lie at 0.5 to 1; blur takes the finer of the two away first. An
   * image that was enlarged has no detail at half size: it is looked at in about its own. 0 where there is no detail at all.
   */
  readonly sharpness: number;
  /** Shares of red, green and blue in all that is bright; they sum to 1. */
  readonly colour: readonly [red: number, green: number, blue: number];
  /** The brightness of the image at `miniatureSide` squared, row by row, 0 to 255. */
  readonly miniature: Uint8Array<ArrayBuffer>;
}

/** Sharpness is not measured on fewer pixels than this squared. */
const smallestSide = 16;

/** Side of a miniature in pixels. */
export const miniatureSide = 32;

/**
 * Looks at the square that the model sees.
 * @param rgb three bytes per pixel, row by row, `side * side * 3` long
 * @param sourceSide of the square before it was scaled to `side`
 */
export function measurePixels(rgb: Uint8Array, side: number, sourceSide: number): PixelStatistics {
  // One walk over all pixels: there are fifty thousand, and each image is looked at.
  const brightness = new Float32Array(side * side);
  const counts = new Uint32Array(256);
  let [red, green, blue, sum, squares] = [0, 0, 0, 0, 0];
  for (let pixel = 0, at = 0; pixel < brightness.length; pixel++, at += 3) {
    const r = rgb[at] as number;
    const g = rgb[at + 1] as number;
    const b = rgb[at + 2] as number;
    red += r;
    green += g;
    blue += b;
    const value = brighten(r, g, b);
    brightness[pixel] = value;
    // To the nearest whole number.
    const rounded = (value + 0.5) | 0;
    counts[rounded] = (counts[rounded] as number) + 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / brightness.length;
  const all = red + green + blue;
  return {
    highlight: findQuantile(counts, 0.95 * brightness.length) / 255,
    contrast: Math.sqrt(Math.max(0, squares / brightness.length - mean * mean)) / 255,
    sharpness: measureSharpness(brightness, side, sourceSide),
    colour: all === 0 ? [1 / 3, 1 / 3, 1 / 3] : [red / all, green / all, blue / all],
    miniature: shrink(brightness, side),
  };
}

/** Rec. 601: how bright the eye takes a colour to be, 0 to 255, as a float32. */
function brighten(red: number, green: number, blue: number): number {
  return Math.fround(0.299 * red + 0.587 * green + 0.114 * blue);
}

/** The lowest value that `rank` of the counted ones do not exceed. */
function findQuantile(counts: Uint32Array, rank: number): number {
  let below = 0;
  for (const [value, count] of counts.entries()) {
    below += count;
    if (below >= rank) return value;
  }
  return 255;
}

function measureSharpness(brightness: Float32Array, side: number, sourceSide: number): number {
  let fine = halvePicture(brightness, side);
  let fineSide = side >> 1;
  // Enlarging by a fifth leaves enough.
  while (fineSide > 1.2 * sourceSide && fineSide >= 2 * smallestSide) {
    fine = halvePicture(fine, fineSide);
    fineSide >>= 1;
  }
  const coarseDetail = varyLaplacian(halvePicture(fine, fineSide), fineSide >> 1);
  return coarseDetail === 0 ? 0 : Math.sqrt(varyLaplacian(fine, fineSide) / coarseDetail);
}

/** Variance of the Laplacian with four neighbours, over the pixels that have all four. */
function varyLaplacian(values: Float32Array, side: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const laplacian =
        4 * (values[at] as number) -
        (values[at - 1] as number) -
        (values[at + 1] as number) -
        (values[at - side] as number) -
        (values[at + side] as number);
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const count = Math.max(1, (side - 2) ** 2);
  return Math.max(0, squares / count - (sum / count) ** 2);
}

/** Means of the pixels that fall into each of the miniature; of a smaller image each pixel is repeated. */
function shrink(values: Float32Array, side: number): Uint8Array<ArrayBuffer> {
  const miniature = new Uint8Array(miniatureSide * miniatureSide);
  const edge = (place: number) => Math.floor((place * side) / miniatureSide);
  for (let y = 0; y < miniatureSide; y++) {
    for (let x = 0; x < miniatureSide; x++) {
      const [bottom, right] = [Math.max(edge(y + 1), edge(y) + 1), Math.max(edge(x + 1), edge(x) + 1)];
      let sum = 0;
      for (let fromY = edge(y); fromY < bottom; fromY++) {
        for (let fromX = edge(x); fromX < right; fromX++) sum += values[fromY * side + fromX] as number;
      }
      miniature[y * miniatureSide + x] = Math.round(sum / ((bottom - edge(y)) * (right - edge(x))));
    }
  }
  return miniature;
}
