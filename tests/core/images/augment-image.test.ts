import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Augmentation,
  changeImage,
  countCopies,
  drawImageChange,
  type ImageChange,
} from '../../../src/core/images/augment-image.ts';

const nothing: Augmentation = {
  flip: false,
  rotationDegrees: 0,
  cropFraction: 0,
  brightnessFraction: 0,
  colourFraction: 0,
};
const unchanged = drawImageChange(nothing, 'hash', 1);

const fraction = fc.double({ min: 0, max: 0.5, noNaN: true });
const augmentations: fc.Arbitrary<Augmentation> = fc.record({
  flip: fc.boolean(),
  rotationDegrees: fc.double({ min: 0, max: 45, noNaN: true }),
  cropFraction: fraction,
  brightnessFraction: fraction,
  colourFraction: fraction,
});
const hashes = fc
  .uint8Array({ minLength: 4, maxLength: 4 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const copyNumbers = fc.integer({ min: 1, max: 4 });
const squares = fc.integer({ min: 1, max: 9 }).chain((side) =>
  fc.record({
    side: fc.constant(side),
    pixels: fc.uint8Array({ minLength: side * side * 3, maxLength: side * side * 3 }),
  }),
);

function changed(pixels: Uint8Array, side: number, part: Partial<ImageChange>): number[] {
  return [...changeImage(pixels, side, { ...unchanged, ...part })];
}

describe('a copy', () => {
  test('without any change has the same pixels', () => {
    fc.assert(
      fc.property(squares, hashes, copyNumbers, ({ side, pixels }, hash, copyNumber) => {
        expect([...changeImage(pixels, side, drawImageChange(nothing, hash, copyNumber))]).toEqual([
          ...pixels,
        ]);
      }),
      { seed: 1 },
    );
  });

  test('that is mirrored twice has the same pixels, and once those of the other side', () => {
    fc.assert(
      fc.property(squares, ({ side, pixels }) => {
        const once = changed(pixels, side, { mirrored: true });
        expect(changed(Uint8Array.from(once), side, { mirrored: true })).toEqual([...pixels]);
        expect(once.slice(0, 3)).toEqual([...pixels.slice((side - 1) * 3, side * 3)]);
      }),
      { seed: 1 },
    );
  });

  test('is the same each time, and no part depends on the limits of another', () => {
    fc.assert(
      fc.property(
        squares,
        augmentations,
        hashes,
        copyNumbers,
        ({ side, pixels }, augmentation, hash, number) => {
          const change = drawImageChange(augmentation, hash, number);
          expect(drawImageChange({ ...augmentation }, hash, number)).toEqual(change);
          expect(changeImage(pixels, side, change)).toEqual(changeImage(pixels, side, change));
          const alone = drawImageChange(
            { ...nothing, colourFraction: augmentation.colourFraction },
            hash,
            number,
          );
          expect(alone.saturation).toBe(change.saturation);
          expect(alone.warmth).toBe(change.warmth);
        },
      ),
      { seed: 1 },
    );
  });

  test('stays within the limits, and shows no part beyond the square unless it is turned', () => {
    fc.assert(
      fc.property(augmentations, hashes, copyNumbers, (augmentation, hash, number) => {
        const change = drawImageChange(augmentation, hash, number);
        const degrees = (Math.abs(change.angle) * 180) / Math.PI;
        const within = (value: number, limit: number) => expect(value).toBeLessThanOrEqual(limit + 1e-9);
        within(degrees, augmentation.rotationDegrees);
        within(1 - change.scale, augmentation.cropFraction);
        within(Math.abs(change.shiftX) + change.scale / 2, 0.5);
        within(Math.abs(change.shiftY) + change.scale / 2, 0.5);
        within(Math.abs(change.brightness - 1), augmentation.brightnessFraction);
        within(Math.abs(change.saturation - 1), augmentation.colourFraction);
        within(Math.abs(change.warmth), augmentation.colourFraction / 2);
      }),
      { seed: 1 },
    );
  });

  test('of one colour keeps it wherever it is moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), augmentations, hashes, (side, augmentation, hash) => {
        const still = { ...augmentation, brightnessFraction: 0, colourFraction: 0 };
        const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => [200, 30, 90][i % 3] as number);
        expect([...changeImage(pixels, side, drawImageChange(still, hash, 2))]).toEqual([...pixels]);
      }),
      { seed: 1 },
    );
  });

  test('differs from the other copies, and from those of other images', () => {
    const augmentation = { ...nothing, rotationDegrees: 20, brightnessFraction: 0.2 };
    const changes = ['a', 'b'].flatMap((hash) =>
      [1, 2, 3, 4].map((number) => JSON.stringify(drawImageChange(augmentation, hash, number))),
    );
    expect(new Set(changes).size).toBe(8);
  });
});

describe('what is done', () => {
  /** Black but for one white pixel. */
  function dot(side: number, x: number, y: number): Uint8Array {
    const pixels = new Uint8Array(side * side * 3);
    pixels.fill(255, 3 * (y * side + x), 3 * (y * side + x) + 3);
    return pixels;
  }
  /** Column and row of the brightest pixel. */
  function brightest(pixels: readonly number[], side: number): readonly [number, number] {
    const at = pixels.indexOf(Math.max(...pixels)) / 3;
    return [Math.floor(at) % side, Math.floor(at / side)];
  }

  test('turning by a right angle moves the upper edge to a side', () => {
    expect(brightest(changed(dot(9, 4, 1), 9, { angle: Math.PI / 2 }), 9)).toEqual([1, 4]);
  });

  test('zooming in moves a point away from the middle, and the shift says which part is left', () => {
    expect(brightest(changed(dot(9, 5, 4), 9, { scale: 0.5 }), 9)).toEqual([6, 4]);
    const corner = changed(dot(8, 0, 0), 8, { scale: 0.5, shiftX: -0.25, shiftY: -0.25 });
    expect(corner.slice(0, 3)).toEqual([255, 255, 255]);
  });

  test('beyond an edge it goes on as its mirror image', () => {
    const pixels = Uint8Array.from([10, 10, 10, 50, 50, 50, 10, 10, 10, 50, 50, 50]);
    // Half a square to the left.
    expect(changed(pixels, 2, { shiftX: -0.5 })).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
  });

  test('colours get brighter, greyer and warmer, and stay bytes', () => {
    const pixels = Uint8Array.of(100, 100, 100);
    expect(changed(pixels, 1, { brightness: 1.5 })).toEqual([150, 150, 150]);
    expect(changed(pixels, 1, { warmth: 0.1 })).toEqual([110, 100, 90]);
    const [red = 0, green, blue] = changed(Uint8Array.of(200, 0, 0), 1, { saturation: 0 });
    expect([green, blue]).toEqual([red, red]);
    expect(changed(Uint8Array.of(250, 0, 10), 1, { brightness: 1.5, saturation: 1.5 })).toEqual([255, 0, 0]);
  });
});

test('copies that would be like another one are not made', () => {
  expect(countCopies(nothing, 3)).toBe(0);
  expect(countCopies({ ...nothing, flip: true }, 3)).toBe(1);
  expect(countCopies({ ...nothing, flip: true }, 0)).toBe(0);
  expect(countCopies({ ...nothing, rotationDegrees: 5 }, 3)).toBe(3);
});
