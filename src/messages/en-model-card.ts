import { count } from './en-counts.ts';
import { date, images, percent, size } from './en-formats.ts';

type Range = { readonly lower: number; readonly upper: number };

/** What a model card says, in English. */
export const enModelCard = {
  language: 'en',
  title: (projectName: string) => `Model card: ${projectName}`,
  subtitle: (createdAt: string) =>
    `An image classifier, trained on this device with Graft. ${date.format(new Date(createdAt))}.`,
  footer: (graftVersion: string) =>
    `Written by Graft ${graftVersion} from the figures of the training itself. What its maker stated is marked as such; nobody else has checked it.`,
  fields: {
    maker: { label: 'Made by', help: 'A name, and how to reach you.' },
    intendedUse: { label: 'Meant for', help: 'Who should use it, for what, and where.' },
    outOfScope: { label: 'Not meant for', help: 'What it must not decide.' },
    imageOrigin: {
      label: 'Where the images come from',
      help: 'Who took them, when, where, and with what consent.',
    },
    imageLicence: {
      label: 'Licence of the images',
      help: 'Such as CC BY 4.0, or “own photos, not to be shared”.',
    },
  },
  fieldsTitle: 'What only you know',
  fieldsHelp: 'Stands in the card as you write it. What is left empty is said to be unstated.',
  unstated: 'Not stated by its maker.',
  allClasses: (amount: number) => `All ${amount} classes (printed, too, once this is open)`,
  about: {
    title: 'What it does',
    text: (labels: readonly string[]) =>
      `It looks at the square in the middle of a picture and says which of ${count(labels.length, 'class', 'classes')} it shows, with a confidence for each:`,
    noneThreshold: (threshold: number) =>
      `Below a confidence of ${percent.format(threshold)} its answer is “None of these”.`,
    noNone: 'It has no answer for pictures of anything else: they are given one of these classes, too.',
  },
  use: { title: 'Use' },
  data: {
    title: 'What it was trained on',
    summary: (total: number, fileCount: number, sizeBytes: number) =>
      `${images(total)}${fileCount === total ? '' : ` (${count(fileCount, 'different file', 'different files')})`}, ${size(sizeBytes)} in all.`,
    table: 'Images of each class',
    className: 'Class',
    range: (fewest: number, most: number) =>
      fewest === most
        ? `Each class has ${images(most)} for training.`
        : `A class has ${fewest} to ${images(most)} for training.`,
    sets: { training: 'Training', validation: 'Validation', test: 'Test' },
    setsHelp:
      'It learned from the training images. Validation images chose when to stop; test images had no part in anything.',
    refit: 'After that it learned once more from training and validation images together.',
    formats: 'File formats',
    bursts: 'From recordings and videos',
    burstsOf: (imageCount: number, recordingCount: number) =>
      `${images(imageCount)} of ${count(recordingCount, 'recording', 'recordings')}, each kept in one set`,
    leftOut: 'Left out by hand',
    copies: 'Changed copies of each training image',
    none: 'None',
    changed:
      'The images have changed since this model was trained. The counts of sets are those of its training; the rest describes the images of now.',
  },
  metrics: {
    title: 'How well it does',
    none: 'It was not measured: no image was held back.',
    sets: {
      validation: (imageCount: number) =>
        `On ${images(imageCount)} held back while it was trained (validation). They chose the best epoch, so this is a little hopeful.`,
      test: (imageCount: number) =>
        `On ${images(imageCount)} that had no part in training or in any choice (test).`,
    },
    accuracy: 'Accuracy',
    interval: ({ lower, upper }: Range) =>
      `95 % interval: ${percent.format(lower)} to ${percent.format(upper)}`,
    macroF1: 'Macro F1',
    macroF1Detail: 'Every class counts the same',
    calibration: 'Calibration error',
    calibrationDetail: 'How far confidence is from being right, on average',
    perClass: 'Each class',
    leastFound: (amount: number) => `The ${amount} classes that it finds least`,
    columns: ['Class', 'Images', 'Found', '95 % interval', 'Right when named', 'F1'],
    confusion: 'Confusion matrix: rows are what it is, columns what it says',
    trueClass: 'True class',
    pairs: 'Classes that it mixes up, the most frequent first',
    pairColumns: ['True class', 'Taken for', 'Images'],
    mistakes: 'Mistakes that it was surest of',
    mistakeColumns: ['File', 'True class', 'Taken for', 'Confidence'],
    noMistakes: 'It made no mistake on these images.',
  },
  limits: {
    title: 'Limits',
    closed: (labels: number, hasNone: boolean) =>
      `It knows ${count(labels, 'class', 'classes')} and nothing else. A picture that shows something else, or several things, ${
        hasNone ? 'may still be given one of them, in spite of “None of these”' : 'is given one of them, too'
      }.`,
    likeThese:
      'It was measured on images like those that it was trained on. In other light, with another camera or in another place it may do worse; try it there first.',
    few: (imageCount: number, { lower, upper }: Range) =>
      `It was measured on ${images(imageCount)}: its accuracy on many more may be anywhere from ${percent.format(lower)} to ${percent.format(upper)}.`,
    weak: (className: string, recall: number) =>
      `It finds only ${percent.format(recall)} of the images of “${className}”.`,
    moreWeak: (amount: number, recall: number) =>
      `It finds fewer than ${percent.format(recall)} of the images of ${count(amount, 'more class', 'more classes')}.`,
    confused: (trueClass: string, predictedClass: string, amount: number) =>
      `It takes “${trueClass}” for “${predictedClass}” more often than anything else for another (${images(amount)}).`,
    confusedAlike: (
      pairs: readonly (readonly [trueClass: string, predictedClass: string])[],
      amount: number,
    ) =>
      `Mixed up most often, ${images(amount)} each: ${pairs.map(([trueClass, predictedClass]) => `“${trueClass}” taken for “${predictedClass}”`).join(', ')}.`,
    square: (side: number) =>
      `It sees the square in the middle of a picture, at ${side} x ${side} pixels: small details and what lies outside are lost.`,
    base: 'Its base model learned from photographs of the public web. What those show too often, too seldom or falsely may be part of its answers.',
    people: 'It must not decide alone about people, health or safety.',
  },
  technical: {
    title: 'How it was made',
    base: 'Base model',
    baseSource: 'Source of the base model',
    baseLicence: 'Licence of the base model',
    unknownLicence: 'Not known',
    baseHash: 'SHA-256 of the base model',
    head: 'Head',
    linear: 'One dense layer with softmax',
    hidden: (units: number) => `A hidden layer of ${units} units, then a dense layer with softmax`,
    blocks: 'Trained blocks of the base model',
    frozen: 'None; it stayed as it was',
    training: 'Training',
    trainingOf: (epochs: number, bestEpoch: number) =>
      `${count(epochs, 'epoch', 'epochs')}, the best was ${bestEpoch}`,
    optimizer: 'Optimizer, learning rate, batch size',
    seed: 'Seed',
    temperature: 'Temperature of the confidence',
    backend: 'Computed with',
    settings: 'Every setting, curve and prediction stands in the report that Graft downloads.',
    licence: 'Licence of this model',
    licenceText: 'That of its base model, and what its images allow.',
  },
};
