import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correlateMiniatures, prepareMiniature } from '../../../src/core/images/correlate-miniatures.ts';
import { measurePixels } from '../../../src/core/images/pixel-statistics.ts';
import { drawScene, type Scene, toRgb } from './draw-scene.ts';

const prepare = (scene: Scene) => prepareMiniature(measurePixels(toRgb(64, scene), 64, 64).miniature);
const likeness = (a: Scene, b: Scene) => correlateMiniatures(prepare(a), prepare(b), 1);

/** The scene as a camera sees it that was moved: shifted, nearer, and turned about the middle. */
function move(scene: Scene, { x = 0, y = 0, zoom = 1, degrees = 0, mirrored = false }): Scene {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return (toRight, down) => {
    const [across, along] = [(mirrored ? -1 : 1) * (toRight - 0.5), down - 0.5];
    return scene(
      0.5 + x + (cos * across - sin * along) / zoom,
      0.5 + y + (sin * across + cos * along) / zoom,
    );
  };
}

describe('pictures of one scene correlate', () => {
  test.each([
    ['the same', {}],
    ['shifted by 8%', { x: 0.08, y: -0.05 }],
    ['cut by 10%', { zoom: 1 / 0.9 }],
    ['taken from further away', { zoom: 0.92 }],
    ['turned by 4 degrees', { degrees: 4 }],
    ['mirrored', { mirrored: true }],
    ['moved in every way', { x: 0.03, y: 0.03, zoom: 1.05, degrees: -3 }],
  ])('%s', (_, change) => {
    for (let seed = 1; seed <= 20; seed++) {
      const scene = drawScene(seed);
      expect(likeness(scene, move(scene, change)), `seed ${seed}`).toBeGreaterThan(0.95);
    }
  });

  test('whatever their brightness and contrast', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.double({ min: 0.3, max: 0.9, noNaN: true }),
        fc.integer({ min: 0, max: 40 }),
        (seed, contrast, brightness) => {
          const scene = drawScene(seed);
          expect(likeness(scene, (x, y) => contrast * scene(x, y) + brightness)).toBeGreaterThan(0.95);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});

test('pictures of different scenes do not', () => {
  for (let seed = 1; seed <= 60; seed++) {
    expect(likeness(drawScene(seed), drawScene(seed + 1000)), `seed ${seed}`).toBeLessThan(0.95);
  }
});

test('pictures with nothing to see are the same when they are about as bright', () => {
  const grey = (value: number) => () => value;
  expect(likeness(grey(100), grey(110))).toBe(1);
  expect(likeness(grey(20), grey(220))).toBe(0);
  expect(likeness(grey(128), drawScene(1))).toBe(0);
});

test('a correlation is one', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1024, maxLength: 1024 }),
      fc.uint8Array({ minLength: 1024, maxLength: 1024 }),
      (a, b) => {
        const value = correlateMiniatures(prepareMiniature(a), prepareMiniature(b), 1);
        expect(value).toBeGreaterThanOrEqual(-1.0001);
        expect(value).toBeLessThanOrEqual(1.0001);
      },
    ),
    { seed: 2, numRuns: 200 },
  );
});
