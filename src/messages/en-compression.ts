import { count } from './en-counts.ts';
import { points } from './en-percentage-points.ts';
import { unreadImages } from './en-unread-images.ts';

/** What the page says about models with weights of fewer bits, in English. */
export const enCompression = {
  intro: 'How much smaller the model could be, and what that would cost, measured on your own images.',
  measure: 'Measure it',
  measureAgain: 'Measure again',
  measuring: 'Looking at images with an 8-bit model',
  table: 'The model with fewer bits',
  precision: 'Weights',
  precisions: { float32: '32-bit', float16: '16-bit', int8: '8-bit' },
  size: 'Size',
  accuracy: 'Right',
  changed: 'Other answer',
  changedOf: (changedCount: number, imageCount: number) => `${changedCount} of ${imageCount}`,
  largestDifference: 'Largest change, in percentage points',
  points: (difference: number) => (difference === 0 ? '0' : points(difference)),
  speed: 'One image',
  asFloat32: 'the same',
  judgedOn: {
    test: (imageCount: number) => `Judged on ${count(imageCount, 'test image', 'test images')}.`,
    validation: (imageCount: number) =>
      `Judged on ${count(imageCount, 'validation image', 'validation images')}, by the head that has not learned from them.`,
  },
  unread: unreadImages,
  explanation:
    'A network is a long list of numbers. With 16 bits each number keeps about three digits, with 8 bits it is one of 255 steps, chosen anew for every channel. Fewer bits make the file smaller, and it loads sooner; the browser computes with all bits again, so one image takes as long as before. “Other answer” counts the images that get another class than with 32 bits, “Largest change” is the largest change of any confidence.',
  outOfDate: 'Another model has been trained since.',
  holds: (size: string) => `8-bit weights hold here: the model would take ${size}.`,
  fails: (changedCount: number) =>
    `8-bit weights change the answer for ${count(changedCount, 'image', 'images')}. Weigh that against the smaller file.`,
};
