/** Keeps the images that are being decoded at one time within a number of pixels. */
export interface PixelBudget {
  /**
   * Runs `decode` as soon as its pixels fit; an image larger than the whole budget runs alone.
   * @param pixelCount null when nobody knows
   */
  spend<Result>(pixelCount: number | null, decode: () => Promise<Result>): Promise<Result>;
}

/** Devices with less memory than this are small: cheap telephones and school laptops. */
const smallDeviceGigabytes = 4;

/**
 * How many pixels may be decoded at one time: 48 megapixels, four photographs of a telephone, about 200 MB; on a small device a
 * third of that, so that one is decoded after the other.
 * @param deviceMemory in gigabytes; undefined where the browser does not say, which counts as enough
 */
export function choosePixelsAtOnce(deviceMemory: number | undefined): number {
  return deviceMemory !== undefined && deviceMemory < smallDeviceGigabytes ? 16_000_000 : 48_000_000;
}

/** The same for this device. Only Chromium says how much memory there is. */
export const pixelsAtOnce = choosePixelsAtOnce(
  (globalThis.navigator as { readonly deviceMemory?: number } | undefined)?.deviceMemory,
);

/** Counted for an image of unknown size. */
const unknownPixelCount = 12_000_000;

/** @param limit pixels that may be decoded at one time; each takes four bytes */
export function createPixelBudget(limit: number): PixelBudget {
  let spent = 0;
  const waiting: { readonly cost: number; readonly admit: () => void }[] = [];

  const admitWaiting = () => {
    // First come, first served: a large image is not overtaken for ever by small ones.
    while (waiting[0] !== undefined && spent + waiting[0].cost <= limit) {
      const next = waiting.shift();
      if (next === undefined) return;
      spent += next.cost;
      next.admit();
    }
  };

  return {
    async spend(pixelCount, decode) {
      const cost = Math.min(pixelCount ?? unknownPixelCount, limit);
      await new Promise<void>((admit) => {
        waiting.push({ cost, admit });
        admitWaiting();
      });
      try {
        return await decode();
      } finally {
        spent -= cost;
        admitWaiting();
      }
    },
  };
}
