import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainUndecodable } from '../../../src/core/images/explain-undecodable.ts';
import { type ImageFormat, identifyImage } from '../../../src/core/images/identify-image.ts';
import { hostileFilesMissing, listHostileFiles } from '../../support/hostile-files.ts';

/** Bytes from text, one per character. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const headers: readonly (readonly [ImageFormat, string])[] = [
  ['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['gif', 'GIF89a\x01\0\x01\0'],
  ['gif', 'GIF87a\x01\0\x01\0'],
  ['webp', 'RIFF\x1a\0\0\0WEBPVP8L'],
  ['bmp', `BM\x1a\x97\x02\0\0\0\0\0\x36\0\0\0\x28\0\0\0`],
  ['avif', '\0\0\0\x1cftypavif\0\0\0\0mif1miaf'],
  ['avif', '\0\0\0\x1cftypmif1\0\0\0\0miafavif'],
  ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ['heic', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
  ['tiff', 'II*\0\x08\0\0\0'],
  ['tiff', 'MM\0*\0\0\0\x08'],
  ['jp2', '\0\0\0\x0cjP  \r\n\x87\n'],
  ['jp2', '\xff\x4f\xff\x51\0\x2f'],
  ['jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
  ['jxl', '\xff\x0a\x7a'],
  ['svg', '<svg xmlns="http://www.w3.org/2000/svg">'],
  ['svg', '\xef\xbb\xbf\n<?xml version="1.0"?>\n<!-- made by hand -->\n<svg:svg>'],
  ['ico', '\0\0\x01\0\x09\0\0\0'],
];

test.each(headers)('tells %s by its first bytes (%j)', (format, header) => {
  expect(identifyImage(bytesOf(header))).toBe(format);
});

test.each([
  ['text', 'this is not an image\n'],
  ['text that begins like a bitmap', 'BMW makes cars and motorcycles'],
  ['a web page with a drawing in it', '<!doctype html><html><body><svg></svg>'],
  ['a film', '\0\0\0\x18ftypisom\0\0\0\0isommp42'],
  ['a sound', 'RIFF\x1a\0\0\0WAVEfmt '],
  ['a ZIP', 'PK\x03\x04\x14\0'],
  ['a Finder file', '\0\0\0\x01Bud1'],
  ['nothing', ''],
])('takes %s for no image', (_, content) => {
  expect(identifyImage(bytesOf(content))).toBeNull();
});

describe('why a decoder refused a file', () => {
  test('it is empty', () => {
    expect(explainUndecodable(new Uint8Array(), 'image/jpeg')).toEqual({ kind: 'file-empty' });
  });
  test('it is no image, whatever it is called', () => {
    expect(explainUndecodable(bytesOf('hello'), 'image/jpeg')).toEqual({
      kind: 'file-not-an-image',
      mediaType: 'image/jpeg',
    });
  });
  test('nobody here reads its format', () => {
    expect(explainUndecodable(bytesOf('\xff\x4f\xff\x51'), 'image/jp2')).toEqual({
      kind: 'file-format-unsupported',
      format: 'jp2',
    });
  });
  test('it is cut short or damaged', () => {
    expect(explainUndecodable(bytesOf('\xff\xd8\xff\xe0'), 'image/jpeg')).toEqual({
      kind: 'file-damaged',
      format: 'jpeg',
    });
  });
});

test('never throws and never looks past the header', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', ...headers.map(([, header]) => header.slice(0, 12))),
      fc.uint8Array({ maxLength: 64 }),
      (start, rest) => {
        const bytes = Uint8Array.of(...bytesOf(start), ...rest);
        const padded = new Uint8Array(100_000);
        padded.set(bytes);
        expect(() => explainUndecodable(bytes, '')).not.toThrow();
        expect(identifyImage(padded)).toBe(identifyImage(padded.subarray(0, 4096)));
      },
    ),
    { seed: 8, numRuns: 500 },
  );
});

describe.skipIf(hostileFilesMissing !== null)(
  'files that break decoders (a collection outside of the project)',
  () => {
    const hostileFiles = listHostileFiles();
    const read = (file: string) => readFileSync(hostileFiles.get(file) as string);

    test.each([
      ['modern/sample.heic', 'file-damaged', 'heic'],
      ['modern/little-endian.tiff', 'file-damaged', 'tiff'],
      ['modern/sample.jp2', 'file-format-unsupported', 'jp2'],
      ['modern/relax.jp2', 'file-format-unsupported', 'jp2'],
      ['modern/check.svg', 'file-format-unsupported', 'svg'],
      ['corrupt/sample-garbled.avif', 'file-damaged', 'avif'],
      ['corrupt/truncated.jpg', 'file-damaged', 'jpeg'],
      ['corrupt/broken.png', 'file-damaged', 'png'],
      ['huge/zero_width.gif', 'file-damaged', 'gif'],
      ['constructed/text.jpg', 'file-not-an-image', undefined],
      ['constructed/.DS_Store', 'file-not-an-image', undefined],
      ['constructed/zero-byte.jpg', 'file-empty', undefined],
    ])('%s: %s', (file, kind, format) => {
      const failure = explainUndecodable(read(file), '');
      expect(failure.kind).toBe(kind);
      expect('format' in failure ? failure.format : undefined).toBe(format);
    });

    test.each([
      ['modern/multi-size.ico', 'ico'],
      ['modern/sample.bmp', 'bmp'],
      ['modern/sample.jxl', 'jxl'],
      ['modern/pitm.avif', 'avif'],
      ['animated/star.avifs', 'avif'],
      ['animated/iss634.apng', 'png'],
      ['constructed/png-named.jpg', 'png'],
      ['constructed/webp-named.png', 'webp'],
      ['cmyk/pil_sample_cmyk.jpg', 'jpeg'],
    ])('%s is %s', (file, format) => {
      expect(identifyImage(read(file))).toBe(format);
    });
  },
);
