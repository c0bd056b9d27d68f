import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFloat16, decodeFloat16Array, encodeFloat16 } from '../../../src/core/shared/float16.ts';

test('every half-precision number survives the way to 32 bits and back', () => {
  for (let bits = 0; bits < 65536; bits++) {
    const value = decodeFloat16(bits);
    if (Number.isNaN(value)) expect(Number.isNaN(decodeFloat16(encodeFloat16(value)))).toBe(true);
    else if (encodeFloat16(value) !== bits) expect.fail(`${bits} came back as ${encodeFloat16(value)}`);
  }
});

test('a number is stored as the nearest half-precision number', () => {
  fc.assert(
    fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
      const bits = encodeFloat16(value);
      const error = Math.abs(decodeFloat16(bits) - value);
      for (const neighbour of [bits - 1, bits + 1]) {
        const other = decodeFloat16(neighbour & 0xffff);
        if (Number.isFinite(other)) expect(error).toBeLessThanOrEqual(Math.abs(other - value));
      }
    }),
    { seed: 16, numRuns: 2000 },
  );
});

test.each([
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [2 ** -24, 0x0001],
  [2 ** -14, 0x0400],
  [0.333251953125, 0x3555],
  [1e6, 0x7c00],
])('%f is %i', (value, bits) => {
  expect(encodeFloat16(value)).toBe(bits);
});

test('an array is decoded number by number', () => {
  expect([...decodeFloat16Array(Uint16Array.from([0x3c00, 0xc000, 0x8000]))]).toEqual([1, -2, -0]);
});
