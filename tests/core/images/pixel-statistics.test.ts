import { describe, expect, test } from 'vitest';
import { measurePixels, miniatureSide } from '../../../src/core/images/pixel-statistics.ts';
import { createRandom } from '../../../src/core/shared/random.ts';
import { drawScene, toRgb } from './draw-scene.ts';

const side = 224;

describe('what the pixels tell', () => {
  test('a white image is bright, without contrast and without detail', () => {
    const { miniature, ...numbers } = measurePixels(new Uint8Array(side * side * 3).fill(255), side);
    expect(numbers).toEqual({ highlight: 1, contrast: 0, sharpness: 0, colour: [1 / 3, 1 / 3, 1 / 3] });
    expect([...miniature].every((value) => value === 255)).toBe(true);
  });

  test('halves of black and white have the largest contrast, and a miniature that shows them', () => {
    const { highlight, contrast, miniature } = measurePixels(
      toRgb(side, (x) => (x < 0.5 ? 0 : 255)),
      side,
    );
    expect(highlight).toBe(1);
    expect(contrast).toBeCloseTo(0.5, 6);
    expect(miniature[0]).toBe(0);
    expect(miniature[miniatureSide - 1]).toBe(255);
  });

  test('brightness is how the eye takes the colours', () => {
    const greens = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i % 3 === 1 ? 100 : 0));
    expect(measurePixels(greens, side).highlight).toBeCloseTo(59 / 255, 6);
    expect(measurePixels(greens, side).colour).toEqual([0, 1, 0]);
    expect(measurePixels(new Uint8Array(side * side * 3), side).colour).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('a dark image is one whose bright parts are dark too', () => {
    const night = measurePixels(
      toRgb(side, (x, y) => drawScene(1)(x, y) / 8),
      side,
    );
    const lamp = measurePixels(
      toRgb(side, (x, y) => (x < 0.3 && y < 0.3 ? 200 : 5)),
      side,
    );
    expect(night.highlight).toBeLessThan(0.13);
    expect(lamp.highlight).toBeGreaterThan(0.7);
  });

  test('blur lowers the sharpness, and contrast plays no part in it', () => {
    const random = createRandom(3);
    // The spectrum of photographs: half the amplitude at twice the frequency.
    const waves = Array.from({ length: 400 }, () => {
      const frequency = 2 ** (7 * random.next());
      const angle = 2 * Math.PI * random.next();
      return { frequency, across: Math.cos(angle), down: Math.sin(angle), phase: 7 * random.next() };
    });
    const scene = (blurRadius: number, contrast: number) => {
      // What a Gaussian of this radius, as a part of the side, leaves of a wave.
      const kept = waves.map(
        ({ frequency }) => Math.exp(-2 * (Math.PI * frequency * blurRadius) ** 2) / frequency,
      );
      return measurePixels(
        toRgb(side, (x, y) =>
          waves.reduce(
            (sum, { frequency, across, down, phase }, i) =>
              sum +
              contrast *
                (kept[i] as number) *
                Math.sin(2 * Math.PI * frequency * (x * across + y * down) + phase),
            128,
          ),
        ),
        side,
      ).sharpness;
    };
    expect(scene(0, 30)).toBeGreaterThan(0.5);
    expect(scene(0, 15)).toBeCloseTo(scene(0, 30), 1);
    expect(scene(0.015, 30)).toBeLessThan(0.4);
  });

  test('a small image gives a miniature too', () => {
    const { miniature } = measurePixels(
      toRgb(8, (x) => (x < 0.5 ? 0 : 255)),
      8,
    );
    expect(miniature).toHaveLength(miniatureSide ** 2);
    expect(miniature[miniatureSide / 2 - 1]).toBe(0);
    expect(miniature[miniatureSide / 2]).toBe(255);
  });
});
