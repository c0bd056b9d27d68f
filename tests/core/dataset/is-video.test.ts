import { expect, test } from 'vitest';
import { isVideo } from '../../../src/core/dataset/is-video.ts';

test.each([
  ['clip', 'video/mp4', true],
  ['CLIP.MOV', '', true],
  ['pets/a.webm', '', true],
  ['a.mp4', 'image/jpeg', false],
  ['a.gif', 'image/gif', false],
  ['movie', '', false],
  ['mp4.txt', '', false],
])('%s of type "%s": %s', (path, mediaType, expected) => {
  expect(isVideo(path, mediaType)).toBe(expected);
});
