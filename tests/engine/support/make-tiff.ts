/** One tag of a TIFF file: a short number, or several. */
type Tag = readonly [tag: number, values: readonly number[]];

/** What a made TIFF file holds. */
export interface MadeTiff {
  readonly width: number;
  readonly height: number;
  /** Row by row, without padding. */
  readonly samples: readonly number[];
  readonly bitsPerSample?: 8 | 16;
  readonly samplesPerPixel: number;
  readonly photometric: number;
  /** Further tags, or other values for those that every file has. */
  readonly tags?: readonly Tag[];
  /** Whether the tags say where tiles stand, instead of the strip. */
  readonly tiled?: boolean;
  readonly littleEndian?: boolean;
  /** Where the next page is said to stand; 0: nowhere; `self`: a ring of pages. */
  readonly next?: number | 'self';
}

const short = 3;
const long = 4;

/** A TIFF file of one uncompressed strip (TIFF 6.0, part 1). */
export function makeTiff(made: MadeTiff): number[] {
  const { width, height, samples, bitsPerSample = 8, samplesPerPixel, photometric } = made;
  const { tags = [], tiled = false, littleEndian = true, next = 0 } = made;
  const bytes: number[] = [];
  const put = (value: number, length: number) => {
    const parts = Array.from({ length }, (_, i) => (value >>> (8 * i)) & 255);
    bytes.push(...(littleEndian ? parts : parts.reverse()));
  };
  const pixelLength = (samples.length * bitsPerSample) / 8;
  const usual: Tag[] = [
    [256, [width]],
    [257, [height]],
    [258, Array.from({ length: samplesPerPixel }, () => bitsPerSample)],
    [259, [1]],
    [262, [photometric]],
    [277, [samplesPerPixel]],
  ];
  if (!tiled) usual.push([273, [8]], [278, [height]], [279, [pixelLength]]);
  const entries = [...new Map([...usual, ...tags])].sort(([a], [b]) => a - b);
  const directoryAt = 8 + pixelLength + (pixelLength % 2);
  let valuesAt = directoryAt + 2 + 12 * entries.length + 4;

  bytes.push(...(littleEndian ? [0x49, 0x49] : [0x4d, 0x4d]));
  put(42, 2);
  put(directoryAt, 4);
  for (const sample of samples) put(sample, bitsPerSample / 8);
  if (pixelLength % 2 === 1) put(0, 1);
  put(entries.length, 2);
  for (const [tag, values] of entries) {
    const isLong = values.some((value) => value > 65535);
    put(tag, 2);
    put(isLong ? long : short, 2);
    put(values.length, 4);
    if (values.length <= 2 && !isLong) {
      for (let i = 0; i < 2; i++) put(values[i] ?? 0, 2);
    } else if (values.length === 1) {
      put(values[0] as number, 4);
    } else {
      put(valuesAt, 4);
      valuesAt += values.length * 2;
    }
  }
  put(next === 'self' ? directoryAt : next, 4);
  for (const [, values] of entries) if (values.length > 2) for (const value of values) put(value, 2);
  return bytes;
}
