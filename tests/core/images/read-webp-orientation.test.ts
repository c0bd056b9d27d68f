import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWebpOrientation } from '../../../src/core/images/read-webp-orientation.ts';

/** A WebP container with nothing in it but an EXIF chunk. */
function containerOf(exif: readonly number[]): Uint8Array {
  const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  const lengthOf = (length: number) => [length & 255, length >> 8, 0, 0];
  const body = [...letters('WEBP'), ...letters('EXIF'), ...lengthOf(exif.length), ...exif];
  return Uint8Array.from([...letters('RIFF'), ...lengthOf(body.length), ...body]);
}

const littleEndian = (orientation: number) => [
  ...[0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0],
  ...[0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
];
const bigEndian = (orientation: number) => [
  ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1],
  ...[1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
];

test.each([1, 2, 3, 4, 5, 6, 7, 8])('reads orientation %i in either byte order', (orientation) => {
  expect(readWebpOrientation(containerOf(littleEndian(orientation)))).toBe(orientation);
  expect(readWebpOrientation(containerOf(bigEndian(orientation)))).toBe(orientation);
  const marked = [0x45, 0x78, 0x69, 0x66, 0, 0, ...littleEndian(orientation)];
  expect(readWebpOrientation(containerOf(marked))).toBe(orientation);
});

test('whatever the bytes are, the answer is an orientation', () => {
  const isOrientation = (bytes: Uint8Array) => {
    const orientation = readWebpOrientation(bytes);
    expect(orientation).toBeGreaterThanOrEqual(1);
    expect(orientation).toBeLessThanOrEqual(8);
  };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      isOrientation(bytes);
      isOrientation(containerOf([...bytes]));
      isOrientation(containerOf([...littleEndian(6).slice(0, 10), ...bytes]));
    }),
    { seed: 8, numRuns: 2000 },
  );
  expect(readWebpOrientation(containerOf(littleEndian(9)))).toBe(1);
});
