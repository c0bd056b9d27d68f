import { aboutTime } from './en-about-time.ts';
import { epochs, grouped, images, size } from './en-formats.ts';

/** `last block`, `last 2 blocks`. */
function lastBlocks(amount: number): string {
  return amount === 1 ? 'last block' : `last ${amount} blocks`;
}

/** What is said about training the last blocks of the base model, in English. */
export const enTuning = {
  cut: 'Where to cut',
  choice: (blockCount: number) =>
    blockCount === 0 ? 'Only the new head learns' : `The ${lastBlocks(blockCount)} and the new head learn`,
  frozenBase:
    'A network that already knows shapes and textures stays as it is, so this takes seconds. Move the cut to the left to let its last blocks learn, too: that takes minutes, and is worth it for some images and not for others. Train both ways and compare the runs.',
  tunedBase:
    'The head goes first, alone, so that its first clumsy steps do not spoil what the blocks know. Then both learn together. The best epoch on the images held back is kept, also where that is one of the head alone.',
  notCuttable:
    'This base model comes as a whole: its layers are not known one by one, so there is no place to cut it. Its new head can be trained. The built-in base model can be cut.',
  facts: 'What this will take',
  trained: 'Trained',
  frozen: 'Frozen',
  numbers: (amount: number) => `${grouped.format(amount)} numbers`,
  memory: 'Memory while it runs',
  memoryOf: (sizeBytes: number, imageCount: number) =>
    `${size(sizeBytes)} for ${images(imageCount)} at the cut`,
  time: 'Time',
  timeOf: (durationMs: number) => `${aboutTime(durationMs)} on this device`,
  timeUnknown: 'not known before the first images are in',
  tooLarge: (sizeBytes: number, limitBytes: number, largestFit: number) =>
    `So deep a cut would need ${size(sizeBytes)}; the limit is ${size(limitBytes)}. ${
      largestFit === 0
        ? 'These are too many images to train any block of the base model with.'
        : `There is room for the ${lastBlocks(largestFit)}.`
    }`,
  takeFit: (largestFit: number) =>
    largestFit === 0 ? 'Train the head alone' : `Train the ${lastBlocks(largestFit)}`,
  whichCount: 'How it goes, and which settings count',
  course:
    'With the blocks, steps grow and then shrink to nothing: in between the curves may look worse than before, at the end better. With “Learn from all images at the end”, all of it is done once more with the images held back, which takes as long again.',
  counted:
    'The settings of the head count throughout, except for schedule, mixup and patience: these count only while the head is trained alone. The blocks take the steps of Adam at a learning rate of their own. Copies of images take no part, and neither do searches for better settings, which try heads alone.',
  settings: 'Last blocks of the base model',
  epochsHelp: 'After those of the head alone.',
  rateHelp:
    'How far a number of the blocks may move in a step, as a part of the size that numbers beside it have.',
  trainedBlocks: (blockCount: number) =>
    `The ${lastBlocks(blockCount)} of the base model learned with the head. Predict, the figures below and the full model all use them; the map of the images, the search for wrong labels and cross-validation keep to the base model as it was.`,
  /** `epochCount` of them were finished. */
  blocksKept: (epochCount: number) =>
    epochCount === 0
      ? 'Training ended before the blocks of the base model had learned for a whole epoch: the base model is as it was.'
      : `${epochCount === 1 ? 'The one epoch' : `None of the ${epochs(epochCount)}`} with blocks of the base model was ${epochCount === 1 ? 'no better' : 'better'} than the head alone, so the base model is as it was. For these images the frozen blocks see enough, or there are too few images to teach them more: leave the cut at the head, or add images.`,
  from: 'blocks learn, too',
};
