import { images, plain } from './en-formats.ts';

/** A share of images as points of a hundred. */
const points = (share: number) => {
  const amount = plain.format(Math.abs(100 * share));
  return amount === '1' ? '1 point' : `${amount} points`;
};

/** What the page says about the input size of the base model, in English. */
export const enInputSize = {
  title: 'Input size',
  intro:
    'The square that the base model sees of each image. A smaller one takes less time and shows it less; the weights stay the same. With another size all images are looked at again, and a head that is trained belongs to its size.',
  choice: (inputSize: number) => `${inputSize} × ${inputSize}`,
  usual: 'As the base model was trained',
  /** By its area alone. */
  expected: (timesAsFast: number) => `About ${timesAsFast.toFixed(1)} times as fast`,
  use: 'Use this size',
  measure: 'Measure on my images',
  measureAgain: 'Measure again',
  measuring: 'Trying each input size on your images',
  preparing: 'Looking at the images that wait',
  measured: (imageCount: number) => `The input sizes were measured on ${images(imageCount)}.`,
  /** @param difference of the share that is right; a positive one is better than at the usual size */
  compared: (timesAsFast: number, difference: number, mayBeChance: boolean) =>
    `${timesAsFast.toFixed(1)} times as fast, ${
      difference === 0
        ? 'right as often'
        : `${points(difference)} ${difference < 0 ? 'less' : 'more'}${mayBeChance ? ', which may be chance' : ''}`
    }`,
  unread: (count: number) => `${images(count)} could not be read any more and took no part.`,
  outOfDate: 'These figures are of images, sets or settings from before.',
  table: 'The input sizes on my images',
  size: 'Size',
  oneImage: 'One image',
  right: 'Right',
  judgedOn: (imageCount: number, poolCount: number) =>
    `${
      imageCount < poolCount
        ? `Measured on ${images(imageCount)} of the ${plain.format(poolCount)} that are learned from, drawn from each class by its share.`
        : `Measured on the ${images(imageCount)} that are learned from.`
    } Each was judged by heads that had not learned from it, in five turns; test images took no part. The time is that of the base model alone on one processor.`,
};
