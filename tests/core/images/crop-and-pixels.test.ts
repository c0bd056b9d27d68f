import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centreCrop } from '../../../src/core/images/centre-crop.ts';
import { rgbOverWhite } from '../../../src/core/images/rgb-over-white.ts';

test('the middle square of an image', () => {
  expect(centreCrop(500, 400)).toEqual({ x: 50, y: 0, side: 400 });
  expect(centreCrop(400, 501)).toEqual({ x: 0, y: 50, side: 400 });
  expect(centreCrop(1, 1)).toEqual({ x: 0, y: 0, side: 1 });
});

test('the square is whole, as large as can be, and in the middle to half a pixel', () => {
  const size = fc.integer({ min: 1, max: 70_000 });
  fc.assert(
    fc.property(size, size, (width, height) => {
      const { x, y, side } = centreCrop(width, height);
      expect(side).toBe(Math.min(width, height));
      for (const [start, length] of [
        [x, width],
        [y, height],
      ] as const) {
        expect(Number.isInteger(start)).toBe(true);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(length - side - 2 * start).toBeLessThanOrEqual(1);
        expect(start + side).toBeLessThanOrEqual(length);
      }
    }),
    { seed: 6 },
  );
});

test('opaque pixels stay, transparent ones are white, half-transparent ones lie between', () => {
  const rgba = Uint8ClampedArray.of(10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 255, 128);
  expect([...rgbOverWhite(rgba)]).toEqual([10, 20, 30, 255, 255, 255, 127, 177, 255]);
});

test('every colour and alpha is rounded to the nearest whole number', () => {
  for (let alpha = 0; alpha <= 255; alpha++) {
    const rgba = Uint8Array.from({ length: 256 * 4 }, (_, index) =>
      index % 4 === 3 ? alpha : Math.floor(index / 4),
    );
    const rgb = rgbOverWhite(rgba);
    for (let colour = 0; colour <= 255; colour++) {
      const expected = Math.round(colour * (alpha / 255) + 255 * (1 - alpha / 255));
      if (rgb[colour * 3] !== expected) throw new Error(`${colour} at ${alpha}: ${rgb[colour * 3]}`);
    }
  }
});
