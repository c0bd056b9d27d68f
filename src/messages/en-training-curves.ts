import { epochs } from './en-formats.ts';

/** What is said about the curves of a training, in English. */
export const enTrainingCurves = {
  about: 'Loss and accuracy per epoch',
  explanation: [
    'An epoch is one pass through all training images. The loss says how far the head’s confidences are from the right answers: 0 is perfect, and a sure mistake costs much more than an unsure one. Accuracy only counts how many answers are right, so it moves in steps.',
    'The dotted curve is of the images that it learns from, the solid one of those held back, which is the one that counts. Where the solid loss rises while the dotted one still falls, the head learns its images by heart. The epoch with the lowest solid loss is marked; its head is the one that is kept.',
  ],
  reading: {
    overshooting:
      'On the images held back the loss was at times much higher than that of mere guessing: the steps are too large, so they jump over what they look for. Try a tenth of the learning rate, or let “Find better settings” test some.',
    falling: (epochCount: number) =>
      `On the images held back the loss was still falling after ${epochs(epochCount)}. More epochs, or a larger learning rate, may make it better still.`,
    rising: (bestEpoch: number) =>
      `On the images held back the loss was lowest after ${epochs(bestEpoch)}, and rose from there on: it began to learn its images by heart. The head of that epoch is kept, so nothing is spoilt; a smaller learning rate or more images would let it learn longer.`,
    flat: (epochCount: number) =>
      `From about epoch ${epochCount} on the loss on the images held back hardly moved: more epochs would bring nothing. Other images, or trained blocks of the base model, may.`,
  },
};
