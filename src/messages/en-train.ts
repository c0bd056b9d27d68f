import { count } from './en-counts.ts';
import { epochs, grouped, images, percent, plain, wordy } from './en-formats.ts';

/** What the page says in the step "Train". */
export const enTrain = {
  train: {
    picture: (frozen: string, trained: string, blockCount: number | null) =>
      `The base model, ${frozen} frozen weights${blockCount === null ? '' : ` in ${blockCount} blocks`}, with a new head of ${trained} weights grafted on.`,
    frozen: (weights: string) => `${weights} frozen`,
    trained: (weights: string) => `${weights} trained`,
    frozenWeights: (amount: number) => wordy.format(amount),
    trainedWeights: (amount: number) => grouped.format(amount),
    moreClasses: (amount: number) => `${plain.format(amount)} more`,
    explanation:
      'A network that already knows shapes and textures stays as it is. Only a small new head learns your classes, so it takes seconds.',
    start: 'Train',
    plan: (imageCount: number, classCount: number, validationFraction: number) =>
      validationFraction === 0
        ? `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}. None is held back to check.`
        : `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}; about ${percent.format(validationFraction)} of each class is held back to check.`,
    planBalanced: 'Rare classes weigh more.',
    blockedEngine: 'The engine is still starting.',
    blockedEngineFailed: 'The engine is not running.',
    blockedNoClasses: 'Bring in images of at least two classes first.',
    blockedOneClass:
      'Only one class has images, so there is nothing to tell it apart from. Add images to a second one.',
    blockedImporting: 'Images are still coming in.',
    blockedFinding: 'Settings are still being compared.',
    blockedSetting: (label: string) => `${label} is out of its range.`,
    progress: 'Training',
    epochOf: (epoch: number, epochCount: number) => `Epoch ${epoch} of ${epochCount}`,
    starting: 'Preparing the first epoch',
    refitOf: (epoch: number, epochCount: number) =>
      `Learning from all images: epoch ${epoch} of ${epochCount}`,
    stale: {
      'images-changed': 'Images changed since this training. Train again to include the changes.',
      'classes-changed': 'Classes changed since this training. Train again to include the changes.',
      'base-changed':
        'This head belongs to another base model than the one in use. Train again to use it with this one.',
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
    summaryNoRefit: 'The head of that epoch is the one in use.',
    summaryRefitSkipped:
      'The head of that epoch is the one in use; it has not learned from the images held back.',
    summaryNotValidated: 'No images were held back, so there are no validation figures.',
    duration: (text: string) => `Took ${text}.`,
    cutOff: (epochCount: number, wantedCount: number) =>
      `The last training was cut off after ${epochs(epochCount)} of ${wantedCount}. Its head is kept, and so is the model from before it, which is in use.`,
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
