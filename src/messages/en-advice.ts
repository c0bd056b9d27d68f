import { images, percent, plain } from './en-formats.ts';

const whole = (fraction: number) => percent.format(Math.round(100 * fraction) / 100);

/** What to try next, as it follows from the figures, in English. */
export const enAdvice = {
  title: 'What to try next',
  'few-judged': (imageCount: number, lower: number, upper: number) =>
    `Only ${images(imageCount)} ${imageCount === 1 ? 'was' : 'were'} judged, so the accuracy may be anything from ${whole(lower)} to ${whole(upper)}. More images make it certain.`,
  'few-training': (className: string, imageCount: number, classCount: number) =>
    classCount === 1
      ? `It learned “${className}” from ${images(imageCount)} only. The first dozens of images bring the most.`
      : `It learned ${plain.format(classCount)} classes from few images, “${className}” from ${images(imageCount)} only. The first dozens of images of each class bring the most.`,
  overfitting: (training: number, validation: number) =>
    `It was right on ${whole(training)} of the images it learned from, but on ${whole(validation)} of those held back: it has learned some of them by heart. More and more varied images help most; a larger L2 penalty helps some.`,
  underfitting: (training: number) =>
    `It was right on only ${whole(training)} of the images it learned from. Give it more epochs, a larger learning rate, or a smaller L2 penalty.`,
  imbalance: (largest: string, smallest: string, ratio: number) =>
    `“${largest}” has ${plain.format(ratio)} times as many training images as “${smallest}”, so guessing “${largest}” pays. Weigh rare classes more, or add images of them.`,
  confused: (count: number, support: number, trueClass: string, predictedClass: string) =>
    `${plain.format(count)} of ${plain.format(support)} of “${trueClass}” were taken for “${predictedClass}”. Look at them: what would tell the two apart, and do your images show it?`,
  'weak-class': (className: string, recall: number, accuracy: number) =>
    `Of “${className}” it finds ${whole(recall)}, of all ${whole(accuracy)}. More images of it, as varied as it will meet them, help most.`,
  'sure-mistakes': (count: number) =>
    `${count === 1 ? 'One image was' : `${plain.format(count)} images were`} judged wrongly with much confidence. Often such images simply are in the wrong class.`,
  'try-it':
    'Nothing stands out. Try it on images that it has never seen, best those of the place where it will be used.',
  actions: {
    images: 'Go to the images',
    train: 'Go to the settings',
    weigh: 'Weigh rare classes more',
    look: 'Look at these images',
    labels: 'Check the labels',
    predict: 'Try an image',
  },
};
