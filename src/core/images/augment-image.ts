import { createRandom, deriveSeed } from '../shared/random.ts';

/** How far the copies of a training image may differ from it. Fractions are 0 to 1; nothing at 0 is changed. */
export interface Augmentation {
  /** Whether copies 1, 3, ... are mirrored left to right. */
  readonly flip: boolean;
  /** The largest angle, either way. */
  readonly rotationDegrees: number;
  /** The largest part of the square's side that is cut off by zooming in. */
  readonly cropFraction: number;
  /** How much brighter or darker it may get: all colours times 1 ± this. */
  readonly brightnessFraction: number;
  /** How much colour it may gain or lose, and half as much how warm or cold its light may get. */
  readonly colourFraction: number;
}

/** What is done to one copy. */
export interface ImageChange {
  readonly mirrored: boolean;
  readonly angle: number;
  /** Side of the part that is left, as a fraction of the square's; and how far its middle lies from the square's. */
  readonly scale: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly brightness: number;
  /** 0 is grey, 1 as it was. */
  readonly saturation: number;
  /** Red gains so large a part, blue loses it. */
  readonly warmth: number;
}

/**
 * How many copies are worth making: where nothing but the mirror image differs there is only one, and none where nothing
 * differs at all.
 */
export function countCopies(augmentation: Augmentation, wantedCount: number): number {
  const { flip, rotationDegrees, cropFraction, brightnessFraction, colourFraction } = augmentation;
  if (Math.max(rotationDegrees, cropFraction, brightnessFraction, colourFraction) > 0) return wantedCount;
  return flip ? Math.min(1, wantedCount) : 0;
}

/**
 * Draws what is done to a copy: the same for the same image and number, however many other copies there are. Each part
 * has a draw of its own, so that changing one limit leaves the other parts as they are.
 * @param imageHash of the image's file
 * @param copyNumber 1 for the first
 */
export function drawImageChange(
  augmentation: Augmentation,
  imageHash: string,
  copyNumber: number,
): ImageChange {
  const { flip, rotationDegrees, cropFraction, brightnessFraction, colourFraction } = augmentation;
  const random = createRandom(deriveSeed(0, `${imageHash} ${copyNumber}`));
  /** Uniform from -1 to 1. */
  const draw = () => 2 * random.next() - 1;
  const angle = (draw() * rotationDegrees * Math.PI) / 180;
  const scale = 1 - random.next() * cropFraction;
  const room = (1 - scale) / 2;
  return {
    mirrored: flip && copyNumber % 2 === 1,
    angle,
    scale,
    shiftX: draw() * room,
    shiftY: draw() * room,
    brightness: 1 + draw() * brightnessFraction,
    saturation: 1 + draw() * colourFraction,
    warmth: (draw() * colourFraction) / 2,
  };
}

/**
 * Makes a copy of the square that the model sees: bilinear, and where it looks beyond an edge the square goes on as its
 * own mirror image.
 * @param pixels RGB bytes, row by row, `side * side * 3` long
 * @returns as many bytes; equal ones for a change that changes nothing
 */
export function changeImage(pixels: Uint8Array, side: number, change: ImageChange): Uint8Array<ArrayBuffer> {
  const changed = moveImage(pixels, side, change);
  const { brightness, saturation, warmth } = change;
  if (brightness !== 1 || saturation !== 1 || warmth !== 0) changeColours(changed, change);
  return new Uint8Array(changed.buffer);
}

function moveImage(pixels: Uint8Array, side: number, change: ImageChange): Uint8ClampedArray<ArrayBuffer> {
  const { mirrored, angle, scale, shiftX, shiftY } = change;
  const moved = new Uint8ClampedArray(side * side * 3);
  const middle = (side - 1) / 2;
  const cosine = Math.cos(angle) * scale;
  const sine = Math.sin(angle) * scale;
  const direction = mirrored ? -1 : 1;
  for (let y = 0; y < side; y++) {
    const down = y - middle;
    for (let x = 0; x < side; x++) {
      const right = direction * (x - middle);
      const fromX = middle + shiftX * side + cosine * right - sine * down;
      const fromY = middle + shiftY * side + sine * right + cosine * down;
      const x0 = Math.floor(fromX);
      const y0 = Math.floor(fromY);
      const partX = fromX - x0;
      const partY = fromY - y0;
      const left = 3 * mirrorIndex(x0, side);
      const beside = 3 * mirrorIndex(x0 + 1, side);
      const upper = 3 * side * mirrorIndex(y0, side);
      const lower = 3 * side * mirrorIndex(y0 + 1, side);
      const to = 3 * (y * side + x);
      for (let channel = 0; channel < 3; channel++) {
        const above =
          (pixels[upper + left + channel] as number) * (1 - partX) +
          (pixels[upper + beside + channel] as number) * partX;
        const below =
          (pixels[lower + left + channel] as number) * (1 - partX) +
          (pixels[lower + beside + channel] as number) * partX;
        moved[to + channel] = above * (1 - partY) + below * partY;
      }
    }
  }
  return moved;
}

/** A row or column of the square for one that lies beyond its edges, which stand like mirrors. */
function mirrorIndex(index: number, side: number): number {
  const period = 2 * side;
  const inPeriod = index < 0 || index >= period ? ((index % period) + period) % period : index;
  return inPeriod < side ? inPeriod : period - 1 - inPeriod;
}

function changeColours(rgb: Uint8ClampedArray, { brightness, saturation, warmth }: ImageChange): void {
  const redGain = brightness * (1 + warmth);
  const blueGain = brightness * (1 - warmth);
  for (let at = 0; at < rgb.length; at += 3) {
    const red = rgb[at] as number;
    const green = rgb[at + 1] as number;
    const blue = rgb[at + 2] as number;
    // How bright it looks (ITU-R BT.601).
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
    rgb[at] = (grey + (red - grey) * saturation) * redGain;
    rgb[at + 1] = (grey + (green - grey) * saturation) * brightness;
    rgb[at + 2] = (grey + (blue - grey) * saturation) * blueGain;
  }
}
