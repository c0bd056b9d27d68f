import { expect, test } from 'vitest';
import { isDisplayP3 } from '../../../src/core/images/is-display-p3.ts';
import { bytesOf, makeBrands } from './made-files.ts';

/** A HEIC file with one colour box. */
function withColours(...content: readonly (string | readonly number[])[]): Uint8Array {
  const box = bytesOf('colr', ...content);
  return bytesOf([...makeBrands('heic')], 'ipco', [0, 0, 0, box.length + 4], [...box], 'more');
}

const wide = (text: string) => [...text].flatMap((letter) => [0, letter.charCodeAt(0)]);

test('knows Display P3 by its primaries and by the name of its profile', () => {
  expect(isDisplayP3(withColours('nclx', [0, 12, 0, 13, 0, 1, 0x80]))).toBe(true);
  expect(isDisplayP3(withColours('prof', wide('Display P3')))).toBe(true);
});

test.each([
  ['sRGB by its primaries', withColours('nclx', [0, 1, 0, 13, 0, 6, 0x80])],
  ['the name of another profile', withColours('prof', wide('sRGB IEC61966-2.1'))],
  ['the words behind the box', bytesOf([...withColours('prof')], 'Display P3')],
  ['no colour box', makeBrands('heic')],
  ['nothing', new Uint8Array()],
])('%s is not Display P3', (_, bytes) => {
  expect(isDisplayP3(bytes)).toBe(false);
});
