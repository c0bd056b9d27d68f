import { count } from './en-counts.ts';

/** What the page says about images that look otherwise than those that were trained on, in English. */
export const enShifts = {
  title: 'How does it hold up elsewhere?',
  help: 'The same images, as they would look in other light, from nearer, or by a poor camera.',
  start: 'Try other conditions',
  again: 'Try again',
  running: 'Looking at the images in other conditions',
  table: 'Accuracy in other conditions',
  condition: 'Condition',
  accuracy: 'Right',
  lost: 'Lost',
  hardest: 'Loses most',
  asTheyAre: 'As they are',
  names: {
    darker: 'At half the light',
    brighter: 'Half as bright again',
    grey: 'Without colour',
    blurred: 'Out of focus',
    turned: 'Turned by 25°',
    closer: 'From nearer',
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
  worst: (condition: string, points: string) =>
    `It suffers most here: ${condition.toLowerCase()}, where it loses ${points}. If that can happen where you will use it, add images that look like that, or train with augmentation, and try again.`,
  holds: 'None of these costs it more than five points: it holds up well.',
  explanation:
    'A model is only as good as its training images are like those it meets later. A lesson is recorded by the window and the model used at night; the accuracy that was measured then says little. Nothing is trained here: the images that were held back are changed, and the same model is asked again.',
  outOfDate: 'Another model has been trained since.',
};
