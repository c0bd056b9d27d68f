import { expect, test } from 'vitest';
import { findPixelFault } from '../../../src/core/images/find-pixel-fault.ts';
import { measurePixels } from '../../../src/core/images/pixel-statistics.ts';
import { drawDetail, toRgb } from './draw-scene.ts';

const side = 224;
const photograph = drawDetail(5, 0);
const blurred = drawDetail(5, 0.015);

const faultOf = (scene: (x: number, y: number) => number) =>
  findPixelFault(measurePixels(toRgb(side, scene), side, side));

test('a sound photograph has no fault, also when it is pale, lit or dim', () => {
  expect(faultOf(photograph)).toBeNull();
  expect(faultOf((x, y) => 128 + (photograph(x, y) - 128) / 4)).toBeNull();
  expect(faultOf((x, y) => photograph(x, y) * 1.3)).toBeNull();
  expect(faultOf((x, y) => photograph(x, y) * 0.5)).toBeNull();
});

test('a blurred one is blurred, whatever its contrast', () => {
  expect(faultOf(blurred)).toBe('blurred');
  expect(faultOf((x, y) => 128 + (blurred(x, y) - 128) / 3)).toBe('blurred');
});

test('one in which hardly anything can be seen is dark, and one that is the same all over is blank', () => {
  expect(faultOf((x, y) => photograph(x, y) * 0.12)).toBe('dark');
  expect(faultOf(() => 255)).toBe('blank');
  expect(faultOf(() => 0)).toBe('blank');
  expect(faultOf((x) => 120 + 2 * Math.sin(40 * x))).toBe('blank');
});

test('a bright thing in the night is not dark', () => {
  expect(faultOf((x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.2 ? 180 : 3))).toBeNull();
});
