import { count } from './en-counts.ts';

/** The English sentences about changed copies of training images that are there from the start. */
export const enAugmentation = {
  augmentation: {
    title: (copies: number) =>
      copies === 0 ? 'Augmentation' : `Augmentation: ${count(copies, 'copy', 'copies')} of each`,
    planned: (copies: number) =>
      `${count(copies, 'copy', 'copies')} of each training image come${copies === 1 ? 's' : ''} with it.`,
    trained: (copies: number) =>
      `It learned from ${count(copies, 'copy', 'copies')} of each training image as well.`,
    looking: (done: number, total: number) =>
      `Looking at copies: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  },
};
