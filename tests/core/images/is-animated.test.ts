import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImageFormat } from '../../../src/core/images/identify-image.ts';
import { isAnimated } from '../../../src/core/images/is-animated.ts';
import { bytesOf, gifFrame, makeBrands, makeGif, makePng, makeWebp, pngChunk } from './made-files.ts';

const frames = (count: number) => pngChunk('acTL', [0, 0, 0, count, 0, 0, 0, 0]);
const comment = [0x21, 0xfe, 3, 1, 2, 3, 0];

test.each<[string, ImageFormat, Uint8Array]>([
  ['a GIF of two frames', 'gif', makeGif(comment, gifFrame, comment, gifFrame, [0x3b])],
  ['an APNG', 'png', makePng(pngChunk('IHDR'), frames(2), pngChunk('IDAT'), pngChunk('IEND'))],
  ['an animated WebP', 'webp', makeWebp('VP8X', [2, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ['a sequence of AVIF', 'avif', makeBrands('avis', 'msf1', 'avif')],
])('%s moves', (_, format, bytes) => {
  expect(isAnimated(bytes, format)).toBe(true);
});

test.each<[string, ImageFormat, Uint8Array]>([
  ['a GIF of one frame', 'gif', makeGif(comment, gifFrame, comment, [0x3b])],
  ['a PNG', 'png', makePng(pngChunk('IHDR'), pngChunk('IDAT'), frames(2), pngChunk('IEND'))],
  ['an APNG of one frame', 'png', makePng(pngChunk('IHDR'), frames(1), pngChunk('IDAT'))],
  ['a WebP with transparency', 'webp', makeWebp('VP8X', [0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ['a plain WebP', 'webp', makeWebp('VP8L', [0x2f, 0, 0, 0, 2, 2])],
  ['a still of AVIF', 'avif', makeBrands('avif', 'mif1', 'miaf')],
  ['a photograph of a telephone', 'heic', makeBrands('heic', 'mif1', 'MiHE', 'miaf', 'heic')],
  ['a JPEG', 'jpeg', bytesOf('\xff\xd8\xff')],
])('%s stands still', (_, format, bytes) => {
  expect(isAnimated(bytes, format)).toBe(false);
});

test('any bytes have an answer', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ImageFormat>('gif', 'png', 'webp', 'avif', 'heic'),
      fc.constantFrom(makeGif(), makePng(), makeBrands('avis')),
      fc.uint8Array({ maxLength: 100 }),
      (format, header, rest) => {
        expect(typeof isAnimated(bytesOf([...header], [...rest]), format)).toBe('boolean');
      },
    ),
    { seed: 8, numRuns: 1000 },
  );
});
