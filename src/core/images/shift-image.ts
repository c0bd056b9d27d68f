import { changeImage, type ImageChange } from './augment-image.ts';
import { replaceSurroundings } from './replace-surroundings.ts';

/** Ways in which images of the place where a model is used may differ from those that it was trained on. */
export const imageShifts = [
  'darker',
  'brighter',
  'grey',
  'blurred',
  'turned',
  'closer',
  'surroundings',
] as const;
/** One of them. */
export type ImageShift = (typeof imageShifts)[number];

const unchanged: ImageChange = {
  mirrored: false,
  angle: 0,
  scale: 1,
  shiftX: 0,
  shiftY: 0,
  brightness: 1,
  saturation: 1,
  warmth: 0,
};

/** At half and one and a half of the light; turned by 25 degrees; the middle 60 % of the side. */
const changes: Readonly<Record<Exclude<ImageShift, 'blurred' | 'surroundings'>, Partial<ImageChange>>> = {
  darker: { brightness: 0.5 },
  brighter: { brightness: 1.5 },
  grey: { saturation: 0 },
  turned: { angle: (25 * Math.PI) / 180 },
  closer: { scale: 0.6 },
};

/** The radius of each of the three blurs, as a fraction of the side; together about a Gaussian of 2 % of it. */
const blurFraction = 0.02;

/**
 * The square that the model sees, as it would look there; always the same for the same square.
 * @param pixels RGB bytes, row by row, `side * side * 3` long
 * @returns as many bytes
 */
export function shiftImage(pixels: Uint8Array, side: number, shift: ImageShift): Uint8Array<ArrayBuffer> {
  if (shift === 'surroundings') return replaceSurroundings(pixels, side);
  if (shift !== 'blurred') return changeImage(pixels, side, { ...unchanged, ...changes[shift] });
  const radius = Math.max(1, Math.round(blurFraction * side));
  let blurred = Uint8Array.from(pixels);
  // Three means in a row come near to a Gaussian (Wells, 1986).
  for (let round = 0; round < 3; round++) {
    blurred = blurAlong(blurred, side, radius, 3, 3 * side);
    blurred = blurAlong(blurred, side, radius, 3 * side, 3);
  }
  return blurred;
}

/**
 * The mean over `2 * radius + 1` pixels in one direction; beyond an edge the last pixel goes on.
 * @param step bytes from one pixel to the next in that direction
 * @param lineStep bytes from one line of them to the next
 */
function blurAlong(
  pixels: Uint8Array,
  side: number,
  radius: number,
  step: number,
  lineStep: number,
): Uint8Array<ArrayBuffer> {
  const blurred = new Uint8Array(pixels.length);
  const length = 2 * radius + 1;
  for (let line = 0; line < side; line++) {
    for (let channel = 0; channel < 3; channel++) {
      const start = line * lineStep + channel;
      const read = (place: number) => pixels[start + Math.min(side - 1, Math.max(0, place)) * step] as number;
      let sum = 0;
      for (let place = -radius; place <= radius; place++) sum += read(place);
      for (let place = 0; place < side; place++) {
        blurred[start + place * step] = Math.round(sum / length);
        sum += read(place + radius + 1) - read(place - radius);
      }
    }
  }
  return blurred;
}
