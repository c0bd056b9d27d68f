import { count } from './en-counts.ts';
import { unreadImages } from './en-unread-images.ts';

/** What the page says about images that look otherwise than those that were trained on, in English. */
export const enShifts = {
  title: 'How does it hold up elsewhere?',
  help: 'The same images, as they would look in other light, from nearer, by a poor camera, or somewhere else.',
  start: 'Try other conditions',
  again: 'Try again',
  running: 'Looking at the images in other conditions',
  table: 'Accuracy in other conditions',
  condition: 'Condition',
  accuracy: 'Right',
  lost: 'Lost',
  asTheyAre: 'As they are',
  names: {
    darker: 'At half the light',
    brighter: 'Half as bright again',
    grey: 'Without colour',
    blurred: 'Out of focus',
    turned: 'Turned by 25°',
    closer: 'From nearer',
    surroundings: 'In other surroundings',
  },
  points: (fraction: number) => {
    const points = Math.round(100 * fraction);
    return points <= 0 ? 'nothing' : count(points, 'point', 'points');
  },
  ofClass: (className: string, rightBefore: number, right: number, total: number) =>
    `${className}: ${rightBefore} of ${total} before, ${right} now`,
  judgedOn: {
    test: (amount: number) => `Judged on ${count(amount, 'test image', 'test images')}.`,
    validation: (amount: number) =>
      `Judged on ${count(amount, 'validation image', 'validation images')}, by the head that has not learned from them.`,
  },
  unread: unreadImages,
  moreClasses: (amount: number) => `and ${count(amount, 'more class', 'more classes')}`,
  worst: (condition: string, points: string) =>
    `It suffers most here: ${condition.toLowerCase()}, where it loses ${points}. If that can happen where you will use it:`,
  remedies: {
    light: 'add images in such light, or train with augmentation that changes brightness, and try again.',
    colour: 'add images like that, or train with augmentation that changes colour, and try again.',
    place: 'add images taken like that, or train with augmentation that turns and crops, and try again.',
    sharpness: 'add images that are as blurred. Augmentation does not help here: it blurs nothing.',
    surroundings:
      'add images of each class in front of many other things. The heat map in Predict shows whether it looks at the thing or at what is around it.',
  },
  holds: 'None of these costs it more than five points: it holds up well.',
  explanation:
    'A model is only as good as its training images are like those it meets later. A lesson is recorded by the window and the model used at night; the accuracy that was measured then says little. Nothing is trained here: the images that were held back are changed, and the same model is asked again.',
  explanationSurroundings:
    'For “In other surroundings” a circle in the middle stays as it is, and a mottled ground takes the place of all around it. Where that costs much, it has learned the background, or what you show is larger than the circle.',
  outOfDate: 'Another model has been trained since.',
};
