import { count } from './en-counts.ts';
import { epochs, grouped, images, percent, plain, wordy } from './en-formats.ts';

/** What the page says in the step "Train". */
export const enTrain = {
  train: {
    /** @param frozenCount of its blocks; null where they are not known */
    picture: (frozen: string, trained: string, frozenCount: number | null, tunedCount: number) =>
      tunedCount === 0
        ? `The base model, ${frozen} frozen weights${frozenCount === null ? '' : ` in ${frozenCount} blocks`}, with a new head of ${trained} weights grafted on.`
        : `The base model: ${frozen} frozen weights in its first ${frozenCount} blocks, then the cut. The last ${count(tunedCount, 'block', 'blocks')} and a new head, ${trained} weights together, are trained.`,
    frozen: (weights: string) => `${weights} frozen`,
    trained: (weights: string) => `${weights} trained`,
    frozenWeights: (amount: number) => wordy.format(amount),
    trainedWeights: (amount: number) => grouped.format(amount),
    moreClasses: (amount: number) => `${plain.format(amount)} more`,
    start: 'Train',
    plan: (imageCount: number, classCount: number, validationFraction: number) =>
      validationFraction === 0
        ? `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}. None is held back to check.`
        : `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}; about ${percent.format(validationFraction)} of each class is held back to check.`,
    planTuned: (blockCount: number) =>
      `The ${blockCount === 1 ? 'last block' : `last ${blockCount} blocks`} of the base model ${blockCount === 1 ? 'learns' : 'learn'}, too.`,
    planBalanced: 'Rare classes weigh more.',
    blockedEngine: 'The engine is still starting.',
    blockedEngineFailed: 'The engine is not running.',
    blockedNoClasses: 'Bring in images of at least two classes first.',
    blockedOneClass:
      'Only one class has images, so there is nothing to tell it apart from. Add images to a second one.',
    blockedImporting: 'Images are still coming in.',
    blockedMemory: 'So deep a cut needs too much memory for so many images.',
    blockedFinding: 'Settings are still being compared.',
    blockedSetting: (label: string) => `${label} is out of its range.`,
    progress: 'Training',
    epochOf: (epoch: number, epochCount: number) => `Epoch ${epoch} of ${epochCount}`,
    stepOf: (step: 1 | 2 | 3, done: number, total: number) =>
      [
        `Step 1 of 3: ${images(done)} of ${plain.format(total)} at the cut`,
        `Step 2 of 3: the head alone, epoch ${done} of ${total}`,
        `Step 3 of 3: head and blocks, epoch ${done} of ${total}`,
      ][step - 1] ?? '',
    starting: 'Preparing the first epoch',
    refitOf: (epoch: number, epochCount: number) =>
      `Learning from all images: epoch ${epoch} of ${epochCount}`,
    calibrating: 'Finding out how sure the head may be of itself',
    stale: {
      'images-changed': 'Images changed since this training. Train again to include the changes.',
      'classes-changed': 'Classes changed since this training. Train again to include the changes.',
      'base-changed':
        'This head belongs to another base model, or another input size, than the one in use. Train again, or choose that again under “Engine”.',
    },
    summaryTitle: 'Trained',
    preparing: 'Looking at the images that wait',
    /** `othersFraction` is what classes without validation images give of those in no set; 0 where there are none. */
    planWithSets: (imageCount: number, classCount: number, othersFraction: number) =>
      `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}; those that came as validation check it${othersFraction === 0 ? '' : `, and about ${percent.format(othersFraction)} of what came without a set in the other classes`}.`,
    summaryBest: (
      bestEpoch: number,
      epochCount: number,
      ending: 'finished' | 'early' | 'stopped' | 'loss-not-finite' | 'cut-off',
      validated: boolean,
    ) => {
      const end =
        ending === 'finished'
          ? `after ${epochs(epochCount)}`
          : ending === 'early'
            ? `after ${epochs(epochCount)}, as the validation loss did not fall any more`
            : ending === 'stopped'
              ? `when it was stopped after ${epochs(epochCount)}`
              : ending === 'cut-off'
                ? `when the page was closed after ${epochs(epochCount)}`
                : `early, when the loss stopped being a number after ${epochs(epochCount)}`;
      return `Training ended ${end}${validated ? `; epoch ${bestEpoch} was the best` : ''}.`;
    },
    summaryBalanced: 'Rare classes weighed more: in the loss, all classes count the same.',
    summaryRefit: (bestEpoch: number) =>
      `Then the head learned from all images again, those held back too, for ${epochs(bestEpoch)}. The validation figures are from before that.`,
    summaryRefitTuned:
      'Then head and blocks learned anew from all images, those held back too. The validation figures are from before that.',
    summaryNoRefit: 'The head of that epoch is the one in use.',
    summaryRefitSkipped:
      'The head of that epoch is the one in use; it has not learned from the images held back.',
    summaryNotValidated: 'No images were held back, so there are no validation figures.',
    duration: (text: string) => `Took ${text}.`,
    /** `withBlocks`: it was cut off while blocks of the base model learned, which are not kept. */
    cutOff: (epochCount: number, wantedCount: number, withBlocks: boolean) =>
      withBlocks
        ? `A training was cut off while blocks of the base model learned. Its head from before that, after ${epochs(epochCount)}, is kept, and so is the model from before the training, which is in use.`
        : `A training was cut off after ${epochs(epochCount)} of ${wantedCount}. Its head is kept, and so is the model from before it, which is in use.`,
    takeCutOff: 'Use its head',
    letCutOffGo: 'Keep the model in use',
  },
  settings: {
    title: 'Settings',
    advanced: 'Advanced',
    better: 'Find better settings',
    runs: (amount: number) => `Runs (${amount})`,
    reset: 'Back to the defaults',
    range: (minimum: number, maximum: number) =>
      `From ${minimum.toLocaleString('en', { maximumFractionDigits: 6 })} to ${grouped.format(maximum)}`,
    wholeRange: (minimum: number, maximum: number) =>
      `A whole number from ${grouped.format(minimum)} to ${grouped.format(maximum)}`,
    fields: {
      epochs: { label: 'Epochs', help: 'How often it goes through all images.' },
      batchSize: { label: 'Batch size', help: 'Images it looks at before each small step.' },
      learningRate: { label: 'Learning rate', help: 'How large each step is.' },
      seed: { label: 'Seed', help: 'The same number repeats the same run.' },
      hiddenUnits: { label: 'Hidden units', help: 'Size of an extra layer in the head; 0 leaves it out.' },
      dropout: { label: 'Dropout', help: 'Share of inputs hidden at random, against learning by heart.' },
      l2: { label: 'L2 penalty', help: 'Keeps weights small, against learning by heart.' },
      validationFraction: {
        label: 'Validation share',
        help: 'Share of each class held back to check, 0 to 0.5.',
      },
      momentum: { label: 'Momentum', help: '' },
      weightDecay: { label: 'Weight decay', help: '' },
      labelSmoothing: { label: 'Label smoothing', help: '' },
      mixup: { label: 'Mixup', help: '' },
      patience: { label: 'Patience', help: '' },
      minDelta: { label: 'Smallest gain', help: '' },
      tunedBlockCount: { label: 'Trained blocks', help: '' },
      tuningEpochs: { label: 'Epochs with the blocks', help: '' },
      tuningLearningRate: { label: 'Learning rate of the blocks', help: '' },
      copiesPerImage: { label: 'Copies of each image', help: '' },
      rotationDegrees: { label: 'Turned by up to (°)', help: 'Either way, 0 to 45.' },
      cropFraction: { label: 'Cropped by up to (%)', help: 'Zooms in on a part.' },
      brightnessFraction: { label: 'Brightness by up to (%)', help: 'Darker or brighter.' },
      colourFraction: { label: 'Colour by up to (%)', help: 'Paler or stronger, warmer or colder.' },
    },
    weighClasses: 'Weigh rare classes more',
    weighClassesHelp:
      'All classes count the same in the loss, however few images they have. It finds more images of rare classes, but takes more others for them, too.',
    refit: 'Learn from all images at the end',
    refitHelp: 'Once the best length is known, held-back images are used too.',
  },
  charts: {
    lossTitle: 'Loss per epoch',
    loss: 'Loss',
    lossHelp: 'lower is better',
    accuracyTitle: 'Accuracy per epoch',
    accuracy: 'Accuracy',
    accuracyHelp: 'higher is better',
    training: 'Training',
    validation: 'Validation',
    epoch: 'Epoch',
    best: (epoch: number) => `best: ${epoch}`,
    showNumbers: 'Show the numbers',
    hideNumbers: 'Hide the numbers',
    none: 'none',
  },
};
