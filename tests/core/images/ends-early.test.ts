import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endsEarly } from '../../../src/core/images/ends-early.ts';
import { hideJpegExif, mendJpeg, shortenJpeg } from '../../../src/core/images/mend-jpeg.ts';
import { readJpegLayout } from '../../../src/core/images/read-jpeg-layout.ts';
import {
  bytesOf,
  gifFrame,
  jpegFrame,
  jpegSegment,
  makeGif,
  makePng,
  makeWebp,
  pngChunk,
} from './made-files.ts';

const start = [0xff, 0xd8];
const scan = jpegSegment(0xda, [1, 1, 0, 0, 63, 0]);
/** Pixels with an escaped 0xFF and a restart mark in them. */
const pixels = [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 5];
const end = [0xff, 0xd9];
const thumbnail = jpegSegment(0xe1, [0x45, 0x78, ...start, ...jpegFrame(1, 1), ...scan, 7, ...end]);

describe('a JPEG file', () => {
  const whole = bytesOf(start, thumbnail, jpegFrame(30, 20), scan, pixels, end);

  test('ends where its own end is marked, and not that of the thumbnail in it', () => {
    expect(readJpegLayout(whole)).toMatchObject({ width: 30, height: 20, sequential: true, ended: true });
    expect(endsEarly(whole, 'jpeg')).toBe(false);
    expect(endsEarly(bytesOf([...whole], [0, 0, 9]), 'jpeg')).toBe(false);
  });

  test('without its end, or with half of it, ends early', () => {
    for (const missing of [1, 2, 5]) expect(endsEarly(whole.subarray(0, -missing), 'jpeg')).toBe(true);
  });

  test('of which no pixel is left is not mended', () => {
    for (const length of [1, 20, thumbnail.length + 10]) {
      expect(mendJpeg(whole.subarray(0, length))).toBeNull();
      expect(endsEarly(whole.subarray(0, length), 'jpeg')).toBe(false);
    }
    expect(mendJpeg(whole)).toBeNull();
  });

  test('is cut behind what is whole of it, and gets an end', () => {
    const cut = bytesOf(start, jpegFrame(30, 20, 0xc2), scan, pixels, jpegSegment(0xc4, [1, 2, 3]));
    expect(mendJpeg(cut.subarray(0, -1))?.bytes).toEqual(
      bytesOf(start, jpegFrame(30, 20, 0xc2), scan, pixels, end),
    );
    expect(mendJpeg(cut)?.bytes).toEqual(bytesOf([...cut], end));
    const torn = bytesOf(start, jpegFrame(30, 20), scan, pixels, [0xff]);
    expect(mendJpeg(torn)?.bytes).toEqual(bytesOf(start, jpegFrame(30, 20), scan, pixels, end));
  });

  test('can be made less high', () => {
    const mended = mendJpeg(whole.subarray(0, -2));
    if (mended === null) throw new Error('not mended');
    const shortened = shortenJpeg(mended.bytes, mended.layout, 11);
    expect(readJpegLayout(shortened)).toMatchObject({ width: 30, height: 11, ended: true });
    expect(shortened).toHaveLength(mended.bytes.length);
  });

  test('can be kept from being turned', () => {
    const layout = readJpegLayout(whole);
    if (layout === null) throw new Error('no layout');
    const changed = hideJpegExif(whole, layout);
    expect([...changed.keys()].filter((at) => changed[at] !== whole[at])).toEqual([3]);
    expect(changed[3]).toBe(0xfe);
  });

  test('says whether its pixels come in one pass', () => {
    expect(readJpegLayout(bytesOf(start, jpegFrame(3, 2, 0xc2), scan, end))?.sequential).toBe(false);
  });
});

test('a PNG file ends with a chunk that says so', () => {
  const whole = makePng(pngChunk('IHDR'), pngChunk('IDAT', [1, 2, 3]), pngChunk('IEND'));
  expect(endsEarly(whole, 'png')).toBe(false);
  for (const length of [8, 20, whole.length - 20])
    expect(endsEarly(whole.subarray(0, length), 'png')).toBe(true);
});

test('a GIF file may end behind its first frame', () => {
  const whole = makeGif(gifFrame, gifFrame, [0x3b]);
  expect(endsEarly(whole, 'gif')).toBe(false);
  expect(endsEarly(whole.subarray(0, -8), 'gif')).toBe(false);
  expect(endsEarly(makeGif(gifFrame.slice(0, -1)), 'gif')).toBe(true);
});

test('a WebP file says how long it is', () => {
  const whole = makeWebp('VP8L', [1, 2, 3, 4]);
  expect(endsEarly(whole, 'webp')).toBe(false);
  expect(endsEarly(whole.subarray(0, -1), 'webp')).toBe(true);
});

test('any bytes are read to an end, whatever they claim', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        bytesOf(start),
        bytesOf(start, jpegFrame(9, 9), scan),
        makePng(),
        makeGif(),
        bytesOf('RIFF'),
      ),
      fc.array(fc.oneof(fc.constant(0xff), fc.nat(255)), { maxLength: 200 }),
      (header, rest) => {
        const bytes = bytesOf([...header], rest);
        for (const format of ['jpeg', 'png', 'gif', 'webp'] as const) endsEarly(bytes, format);
        const mended = mendJpeg(bytes);
        if (mended !== null) expect(readJpegLayout(mended.bytes)?.ended).toBe(true);
      },
    ),
    { seed: 8, numRuns: 2000 },
  );
});
