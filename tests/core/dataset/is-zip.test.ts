import { expect, test } from 'vitest';
import { isZip } from '../../../src/core/dataset/is-zip.ts';

test.each([
  ['pets.zip', '', true],
  ['set/Pets.ZIP', '', true],
  ['pets', 'application/zip', true],
  ['pets', 'application/x-zip-compressed', true],
  ['Pets.graft', '', true],
  ['pets.TM', 'application/octet-stream', true],
  ['pets.zip.jpg', 'image/jpeg', false],
  ['zip', '', false],
])('%s of type "%s" counts as a ZIP: %s', (path, mediaType, expected) => {
  expect(isZip(path, mediaType)).toBe(expected);
});
