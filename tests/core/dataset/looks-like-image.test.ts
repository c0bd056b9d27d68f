import { expect, test } from 'vitest';
import { looksLikeImage } from '../../../src/core/dataset/looks-like-image.ts';

test.each([
  ['photos/cat.JPG', '', true],
  ['cat', 'image/png', true],
  ['model.json', 'application/json', false],
  ['weights.bin', '', false],
  ['my_model/._cat.jpg', '', false],
])('%s of type "%s" is an image: %s', (path, mediaType, expected) => {
  expect(looksLikeImage(path, mediaType)).toBe(expected);
});
