import { count } from './en-counts.ts';
import { images, list, percent } from './en-formats.ts';

/** What is said about training on from a trained head, in English. */
export const enTrainOn = {
  label: 'Start from',
  ways: { anew: 'A new head', on: 'The trained head' },
  on: (newNames: readonly string[]) =>
    newNames.length === 0
      ? 'It goes on from what it knows, with the images as they are now. What was held back to check stays held back.'
      : `It goes on from what it knows, and learns ${list.format(newNames.length > 4 ? [...newNames.slice(0, 3), `${newNames.length - 3} more`] : newNames)} from the beginning. What was held back to check stays held back.`,
  anew: 'It forgets what it knows and learns everything from the beginning.',
  obstacles: {
    'other-base':
      'The trained head belongs to another base model or input size, whose numbers mean something else. So training starts with a new head.',
    'other-layers':
      'The trained head has other layers than “Hidden units” asks for now. So training starts with a new head.',
    'tuned-base':
      'The trained head belongs to blocks of the base model that learned with it. So training starts with a new head.',
    'blocks-wanted': 'Blocks of the base model are to learn, too, which begins with a new head.',
    'no-known-class': 'The trained head knows none of these classes. So training starts with a new head.',
    'learned-held-back':
      'Some images that now check the head are ones that it has learned from, so they would tell nothing. So training starts with a new head.',
  },
  /** In the list of runs: what became of the classes that the head knew. */
  inRun: (before: number, after: number, newClassCount: number) =>
    `Trained on${newClassCount === 0 ? '' : ` with ${count(newClassCount, 'new class', 'new classes')}`}: of the classes that it knew, ${percent.format(before)} right before, ${percent.format(after)} now.`,
  summary: {
    title: 'Trained on',
    before: (imageCount: number, accuracy: number, set: 'validation' | 'test', newClassCount: number) =>
      `Of the ${images(imageCount)} ${set === 'test' ? 'in the test set' : 'held back'}${newClassCount === 0 ? '' : ` from the classes that it knew`}, the head had ${percent.format(accuracy)} right before.`,
    after: (change: number, accuracy: number) =>
      change === 0
        ? 'It still has.'
        : change < 0
          ? `Now it has ${percent.format(accuracy)} right: that is what it forgot, or now takes for something new.`
          : `Now it has ${percent.format(accuracy)} right.`,
  },
};
