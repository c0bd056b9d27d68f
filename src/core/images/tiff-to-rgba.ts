/** The samples of a TIFF image as they are stored, and what they mean (TIFF 6.0, part 1, and part 2 for CMYK and YCbCr). */
export interface TiffSamples {
  readonly pixelCount: number;
  /** Samples of a pixel beside each other, `pixelCount * samplesPerPixel` long. */
  readonly samples: ArrayLike<number>;
  readonly samplesPerPixel: number;
  readonly bitsPerSample: number;
  /** Whole numbers from 0 on; others (signed, fractions) have no largest value that is known beforehand. */
  readonly unsigned: boolean;
  /** The tag PhotometricInterpretation. */
  readonly photometric: number;
  /** Three tables behind each other, for red, green and blue; values to 65535. Only for palette images. */
  readonly colorMap: ArrayLike<number> | null;
  /** Whether the sample behind the colours is alpha. */
  readonly hasAlpha: boolean;
  /** Whether the colours are multiplied by alpha already. */
  readonly premultiplied: boolean;
}

const whiteIsZero = 0;
const blackIsZero = 1;
const rgb = 2;
const palette = 3;
const cmyk = 5;
const yCbCr = 6;

/** How many samples are colours. */
const colourCounts: Readonly<Record<number, number>> = {
  [whiteIsZero]: 1,
  [blackIsZero]: 1,
  [rgb]: 3,
  [palette]: 1,
  [cmyk]: 4,
  [yCbCr]: 3,
};

/**
 * Turns samples into RGBA with 8 bits each, colour not multiplied by alpha. CMYK becomes RGB without colour management,
 * as ink on white paper: (1 - ink) * (1 - black).
 * @returns null for colours that are not known (CIE Lab, raw sensors) or when a sample is missing
 */
export function tiffToRgba(image: TiffSamples): Uint8ClampedArray<ArrayBuffer> | null {
  const { pixelCount, samples, samplesPerPixel, photometric, colorMap } = image;
  const colourCount = colourCounts[photometric];
  if (colourCount === undefined || samplesPerPixel < colourCount) return null;
  if (photometric === palette && colorMap === null) return null;
  const { lowest, range } = findRange(image);
  const alphaAt = image.hasAlpha && samplesPerPixel > colourCount ? colourCount : null;
  const rgba = new Uint8ClampedArray(pixelCount * 4);
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const from = pixel * samplesPerPixel;
    const to = pixel * 4;
    /** A sample, 0 to 1. */
    const at = (index: number) => ((samples[from + index] as number) - lowest) / range;
    const alpha = alphaAt === null ? 1 : at(alphaAt);
    const factor = image.premultiplied && alpha > 0 ? 255 / alpha : 255;
    if (photometric === rgb) {
      for (let index = 0; index < 3; index++) rgba[to + index] = at(index) * factor;
    } else if (photometric === palette) {
      const index = samples[from] as number;
      const size = (colorMap?.length ?? 0) / 3;
      for (let channel = 0; channel < 3; channel++) {
        rgba[to + channel] = (colorMap?.[index + channel * size] ?? 0) / 257;
      }
    } else if (photometric === cmyk) {
      const paper = 255 * (1 - at(3));
      for (let index = 0; index < 3; index++) rgba[to + index] = (1 - at(index)) * paper;
    } else if (photometric === yCbCr) {
      // ITU-R BT.601, as in JPEG.
      const [y, cb, cr] = [255 * at(0), 255 * at(1) - 128, 255 * at(2) - 128];
      rgba[to] = y + 1.402 * cr;
      rgba[to + 1] = y - 0.344136 * cb - 0.714136 * cr;
      rgba[to + 2] = y + 1.772 * cb;
    } else {
      const grey = (photometric === whiteIsZero ? 1 - at(0) : at(0)) * factor;
      rgba.fill(grey, to, to + 3);
    }
    rgba[to + 3] = 255 * alpha;
  }
  return rgba;
}

/** What counts as black and white: all that the bits can say, or, where that is not known, what occurs. */
function findRange({ samples, bitsPerSample, unsigned }: TiffSamples): {
  readonly lowest: number;
  readonly range: number;
} {
  if (unsigned && bitsPerSample <= 16) return { lowest: 0, range: 2 ** bitsPerSample - 1 };
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < samples.length; index++) {
    const sample = samples[index] as number;
    if (sample < lowest) lowest = sample;
    if (sample > highest) highest = sample;
  }
  // Fractions from 0 to 1 are as they are; measured values are stretched.
  if (!unsigned && lowest >= 0 && highest <= 1) return { lowest: 0, range: 1 };
  return highest > lowest ? { lowest, range: highest - lowest } : { lowest: 0, range: 1 };
}
