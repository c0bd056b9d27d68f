import { images, plain } from './en-formats.ts';

/** What is said about images that may be in the wrong class, and where images are mended, in English. */
export const enLabels = {
  title: 'Likely label errors',
  intro:
    'Looks for images that are probably in the wrong class, for undecided ones and for ones unlike all others: every image is judged by heads that have not seen it.',
  open: 'Find likely label errors',
  check: 'Check the labels',
  checkAgain: 'Check again',
  checking: 'Checking the labels',
  failed: 'The labels could not be checked',
  nothing: (imageCount: number) =>
    `Of ${images(imageCount)} none seems to be in the wrong class, undecided, or unlike all others.`,
  counts: (imageCount: number, errors: number, ambiguous: number, outliers: number) =>
    `Of ${images(imageCount)}: ${plain.format(errors)} probably in the wrong class, ${plain.format(ambiguous)} undecided, ${plain.format(outliers)} unlike the others of ${outliers === 1 ? 'its class' : 'their classes'}. The worst come first.`,
  explanation:
    'All images are dealt into five parts. Five times a head is trained on four of them and judges the fifth, so that no image is judged by a head that has learned its label; then once more without the images that were suspected. An image counts as a likely error when such a head is as sure of another class as it usually is of images of that class (confident learning, Northcutt et al. 2021). It is often right and sometimes wrong: look before you mend.',
  error: (own: string, other: string) => `In “${own}”, but looks like “${other}”`,
  ambiguous: (own: string, other: string) => `In “${own}”, but might as well be “${other}”`,
  outlier: (own: string) => `Unlike all others in “${own}”`,
  moveTo: (className: string) => `Move to “${className}”`,
  leaveOut: 'Leave out',
  takeIn: 'Take in again',
  delete: 'Delete',
  fine: 'It is fine',
  notFine: 'Not fine after all',
  of: (action: string, file: string) => `${action}: ${file}`,
  isIn: (className: string) => `Now in “${className}”`,
  isLeftOut: 'Left out of training',
  isFine: 'It is fine, you said',
  isGone: 'Deleted',
  undo: (edit: string) => `Undo: ${edit}`,
  trainAgain: 'Train again to see what your changes bring.',
};
