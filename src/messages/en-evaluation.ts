import { images, percent, plain } from './en-formats.ts';

function wholePercent(fraction: number): string {
  return percent.format(Math.round(100 * fraction) / 100);
}

/** What the figures of "Evaluate" say, in English. */
export const enEvaluation = {
  validationNote: 'Images held back while training, judged by the head of the best epoch.',
  testNote: 'Images that had no part in training or in any choice.',
  accuracy: 'Accuracy',
  accuracyHelp: (right: number, total: number) => `${plain.format(right)} of ${images(total)} right`,
  interval: ({ lower, upper }: { readonly lower: number; readonly upper: number }) =>
    `On other images like these: ${wholePercent(lower)} to ${wholePercent(upper)}`,
  topK: (k: number) => `Top-${k} accuracy`,
  topKHelp: (k: number) => `The right class is among its first ${k} guesses`,
  macroF1: 'Macro F1',
  macroF1Help: 'Every class counts the same, however few images it has',
  scores: 'Accuracy and Macro F1',
  scoresHelp:
    'Accuracy is the share of these images that it names rightly. Where one class has far more images than the others, accuracy can be high although the small classes are never found. Macro F1 is low then: it asks of each class how many of its images are found and how many of its finds are right, puts both into one number, and takes the mean over the classes.',
  scoresInterval:
    'These images are only a few of all that it may see. The range below the accuracy is where the accuracy on very many images of the same kind lies, 19 times out of 20 (Wilson interval). With few images it is wide: more images narrow it.',
  confusionMatrix: 'Confusion matrix',
  confusionHelp: 'Rows are what it is, columns what the model says. Choose a number to see its images.',
  confusionExplanation:
    'Each row holds all images of one class, spread over the columns by what the head took them for. Right answers lie on the diagonal, from the upper left to the lower right; everything beside it is a mistake. A cell is the darker, the larger its part of the row.',
  confusionReading:
    'Look at the darkest cells beside the diagonal first. If two classes are taken for each other both ways, their images lack what tells them apart. If many classes are taken for one, that one has too many images, or too varied ones. A single mistake is often an image in the wrong class: open it and move it.',
  manyClasses: (classCount: number) =>
    `With ${plain.format(classCount)} classes the table would have ${plain.format(classCount ** 2)} cells, too many to read.`,
  confusionListHelp: (pairCount: number) =>
    `Instead, here ${pairCount === 1 ? 'is the one pair' : `are the ${plain.format(pairCount)} pairs`} of classes that it mixes up, the most frequent first. Choose one to see its images.`,
  nothingConfused: 'Nothing is mixed up.',
  trueClass: 'True class',
  predictedClass: 'Predicted',
  cell: (amount: number, trueClass: string, predictedClass: string) =>
    trueClass === predictedClass
      ? `${images(amount)} of ${trueClass} recognised`
      : `${images(amount)} of ${trueClass} taken for ${predictedClass}`,
  mostConfused: 'Mixed up most',
  confusedPair: (trueClass: string, predictedClass: string) => `${trueClass} taken for ${predictedClass}`,
  perClassReport: 'Per-class report',
  className: 'Class',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  support: 'Images',
  reportHelp:
    'Precision: right among those it calls so. Recall: found among those that are so. F1: both in one number.',
  range: ({ lower, upper }: { readonly lower: number; readonly upper: number }) =>
    `${Math.round(100 * lower)}–${Math.round(100 * upper)}`,
  reportRange:
    'The small numbers say between which percentages precision and recall lie on very many images of the same kind, 19 times out of 20 (Wilson interval). A class with few images has a wide range: then its figure says little.',
  outOfDate:
    'You have changed images or classes since. These figures are those of the head as it was trained before.',
  trainAgain: 'Train again',
  noSupport: 'none',
  imageGone: 'This image has been removed since.',
  sure: (confidence: string) => `${confidence} sure`,
};
