import fc from 'fast-check';
import { decode, encode } from 'fast-png';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/core/shared/random.ts';
import { mendPng } from '../../src/engine/mend-png.ts';
import { drawPixels } from './support/draw-image.ts';

const [width, height] = [90, 60];
const pixels = drawPixels('discs', 4, width, height);
const whole = encode({ width, height, channels: 3, data: pixels });
const limit = 1e6;

test('hands over the rows that are left of a file that was cut off', () => {
  const mended = mendPng(whole.slice(0, whole.length / 2), limit);
  if (mended === null) throw new Error('not mended');
  const { readFraction } = mended;
  expect(readFraction).toBeGreaterThan(0.3);
  expect(readFraction).toBeLessThan(0.7);
  const png = decode(mended.bytes);
  expect([png.width, png.height]).toEqual([width, Math.round(readFraction * height)]);
  expect([...png.data]).toEqual([...pixels.subarray(0, png.data.length)]);
});

test('loses nothing where only the end is missing, and does not look at checksums', () => {
  const spoilt = whole.slice(0, whole.length - 12);
  spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 1;
  const mended = mendPng(spoilt, limit);
  expect(mended?.readFraction).toBe(1);
  expect([...decode(mended?.bytes ?? new Uint8Array()).data]).toEqual([...pixels]);
});

test('keeps the colours of a palette', () => {
  const palette = [
    [0, 0, 255],
    [255, 0, 0],
  ];
  const file = encode({ width: 8, height: 8, channels: 1, data: new Uint8Array(64).fill(1), palette });
  const mended = mendPng(file.slice(0, -12), limit);
  expect(decode(mended?.bytes ?? new Uint8Array()).palette?.slice(0, 2)).toEqual(palette);
});

test('does not mend what shows nothing or is too large', () => {
  for (const length of [0, 8, 20, 33, 41, 50]) expect(mendPng(whole.slice(0, length), limit)).toBeNull();
  expect(mendPng(whole, width * height - 1)).toBeNull();
});

test('whatever is changed in a file, the answer is a PNG file or none', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(whole.length), (seed, length) => {
      const random = createRandom(seed);
      const spoilt = whole.slice(0, length);
      for (let change = 0; change < 3; change++) {
        const at = 33 + Math.floor(random.next() * Math.max(0, length - 33));
        if (at < length) spoilt[at] = Math.floor(random.next() * 256);
      }
      const mended = mendPng(spoilt, limit);
      if (mended === null) return;
      expect(mended.readFraction).toBeLessThanOrEqual(1);
      expect(decode(mended.bytes, { checkCrc: true }).height).toBe(Math.round(mended.readFraction * height));
    }),
    { seed: 8, numRuns: 200 },
  );
});
