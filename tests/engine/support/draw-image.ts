import { encode } from 'fast-png';
import { createRandom } from '../../../src/core/shared/random.ts';

/** What a drawn image shows; images of one motif look alike, but none is like the other. */
export type Motif = 'stripes' | 'discs' | 'checks';

/**
 * An image drawn with a fixed seed.
 * @returns RGB bytes, row by row
 */
export function drawPixels(motif: Motif, seed: number, width: number, height = width): Uint8Array {
  const random = createRandom(seed);
  const period = 10 + 20 * random.next();
  const [shiftX, shiftY] = [width * random.next(), height * random.next()];
  const ink = Array.from({ length: 3 }, () => 255 * random.next());
  const paper = Array.from({ length: 3 }, () => 255 * random.next());
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inked = isInked(motif, (x + shiftX) / period, (y + shiftY) / period);
      for (let channel = 0; channel < 3; channel++) {
        const colour = (inked ? ink : paper)[channel] as number;
        rgb[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, colour + 20 * (random.next() - 0.5)));
      }
    }
  }
  return rgb;
}

function isInked(motif: Motif, u: number, v: number): boolean {
  if (motif === 'stripes') return Math.floor(u) % 2 === 0;
  if (motif === 'checks') return (Math.floor(u) + Math.floor(v)) % 2 === 0;
  return Math.hypot((u % 2) - 1, (v % 2) - 1) < 0.7;
}

/** The same as a PNG file. */
export function drawPng(motif: Motif, seed: number, width = 96, height = width): Blob {
  const data = drawPixels(motif, seed, width, height);
  return toPng({ width, height, data, channels: 3 });
}

/** Encodes pixels as a PNG file. */
export function toPng(image: Parameters<typeof encode>[0]): Blob {
  return new Blob([new Uint8Array(encode(image))], { type: 'image/png' });
}
