import { describe, expect, test } from 'vitest';
import { measurePixels, miniatureSide } from '../../../src/core/images/pixel-statistics.ts';
import { drawDetail, drawScene, toRgb } from './draw-scene.ts';

const side = 224;

describe('what the pixels tell', () => {
  test('a white image is bright, without contrast and without detail', () => {
    const { miniature, ...numbers } = measurePixels(new Uint8Array(side * side * 3).fill(255), side, side);
    expect(numbers).toEqual({ highlight: 1, contrast: 0, sharpness: 0, colour: [1 / 3, 1 / 3, 1 / 3] });
    expect([...miniature].every((value) => value === 255)).toBe(true);
  });

  test('halves of black and white have the largest contrast, and a miniature that shows them', () => {
    const { highlight, contrast, miniature } = measurePixels(
      toRgb(side, (x) => (x < 0.5 ? 0 : 255)),
      side,
      side,
    );
    expect(highlight).toBe(1);
    expect(contrast).toBeCloseTo(0.5, 6);
    expect(miniature[0]).toBe(0);
    expect(miniature[miniatureSide - 1]).toBe(255);
  });

  test('brightness is how the eye takes the colours', () => {
    const greens = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i % 3 === 1 ? 100 : 0));
    expect(measurePixels(greens, side, side).highlight).toBeCloseTo(59 / 255, 6);
    expect(measurePixels(greens, side, side).colour).toEqual([0, 1, 0]);
    expect(measurePixels(new Uint8Array(side * side * 3), side, side).colour).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('a dark image is one whose bright parts are dark too', () => {
    const night = measurePixels(
      toRgb(side, (x, y) => drawScene(1)(x, y) / 8),
      side,
      side,
    );
    const lamp = measurePixels(
      toRgb(side, (x, y) => (x < 0.3 && y < 0.3 ? 200 : 5)),
      side,
      side,
    );
    expect(night.highlight).toBeLessThan(0.13);
    expect(lamp.highlight).toBeGreaterThan(0.7);
  });

  test('blur lowers the sharpness, and contrast plays no part in it', () => {
    const sharpnessOf = (blurRadius: number, contrast: number) => {
      const scene = drawDetail(3, blurRadius);
      return measurePixels(
        toRgb(side, (x, y) => 128 + contrast * (scene(x, y) - 128)),
        side,
        side,
      ).sharpness;
    };
    expect(sharpnessOf(0, 1)).toBeGreaterThan(0.5);
    expect(sharpnessOf(0, 0.5)).toBeCloseTo(sharpnessOf(0, 1), 1);
    expect(sharpnessOf(0.015, 1)).toBeLessThan(0.4);
  });

  test('an image that had to be enlarged is not blurred by that', () => {
    for (const sourceSide of [100, 50, 28]) {
      const source = toRgb(sourceSide, drawDetail(3, 0));
      const enlarged = toRgb(side, (x, y) => {
        // Bilinear, as a canvas does it.
        const place = (part: number) => Math.min(sourceSide - 1.001, Math.max(0, part * sourceSide - 0.5));
        const [left, top] = [Math.floor(place(x)), Math.floor(place(y))];
        const [toRight, toBottom] = [place(x) - left, place(y) - top];
        const at = (column: number, row: number) => source[3 * (row * sourceSide + column)] as number;
        const upper = at(left, top) * (1 - toRight) + at(left + 1, top) * toRight;
        const lower = at(left, top + 1) * (1 - toRight) + at(left + 1, top + 1) * toRight;
        return upper * (1 - toBottom) + lower * toBottom;
      });
      expect(measurePixels(enlarged, side, sourceSide).sharpness, `${sourceSide} px`).toBeGreaterThan(0.4);
    }
  });

  test('a small image gives a miniature too', () => {
    const { miniature } = measurePixels(
      toRgb(8, (x) => (x < 0.5 ? 0 : 255)),
      8,
      8,
    );
    expect(miniature).toHaveLength(miniatureSide ** 2);
    expect(miniature[miniatureSide / 2 - 1]).toBe(0);
    expect(miniature[miniatureSide / 2]).toBe(255);
  });
});
