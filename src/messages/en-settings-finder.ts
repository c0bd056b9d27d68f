import { count } from './en-counts.ts';
import { images, percent, plain } from './en-formats.ts';

function spread(accuracies: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  const squares = accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, accuracies.length - 1)) };
}

/** The best of many choices finds a few images more by luck: fewer than these say nothing. */
const chanceCount = 4;

/** What is said about finding better settings, in English. */
export const enSettingsFinder = {
  intro: 'All of this works on what the base model already made of your images. Test images take no part.',
  blocked: 'This needs images in two classes and a running engine, and no training under way.',
  stopped: 'Stopped. Nothing was changed.',
  rate: {
    title: 'Find a learning rate',
    intro:
      'Trains for a moment with a rate that grows from step to step, and watches the loss. Takes a few seconds.',
    start: 'Test learning rates',
    progress: 'Testing learning rates',
    chart: 'Loss against learning rate',
    suggested: (rate: number) => `${rate} is a good rate to begin with, with this optimizer.`,
    mark: (rate: number) => String(rate),
    none: 'The loss did not fall at any rate, so there is nothing to suggest. Are images in the right classes?',
    take: (rate: number) => `Use ${rate}`,
    taken: (rate: number) => `The learning rate is ${rate}.`,
    explanation: [
      'Too small a rate learns slowly, too large a one jumps about and never arrives. Between the two the loss falls fastest.',
      'The line is the smoothed loss of a fresh head while the rate grows from left to right. It lies flat where the rate is too small to matter, falls where the head learns, and rises where the steps are too large. Marked is where it falls fastest (Smith’s range test).',
    ],
    next: 'Next: use it, train, and compare the loss curves with those of the run before.',
  },
  folds: {
    title: 'Cross-validation',
    intro:
      'Holds out every image once: the images are dealt to folds, and for each fold a head learns from the others. Says how well these settings do, and how much of that is chance.',
    count: 'Folds',
    start: 'Cross-validate',
    progress: 'Cross-validating',
    table: 'Accuracy of each fold',
    fold: 'Fold',
    images: 'Images held out',
    accuracy: 'Accuracy',
    result: (accuracies: readonly number[], total: number) => {
      const { mean, deviation } = spread(accuracies);
      return `${percent.format(mean)} right on average over ${count(accuracies.length, 'fold', 'folds')} of ${total}, give or take ${plain.format(100 * deviation)} points from one fold to another.`;
    },
    neverHeldOut: (amount: number) =>
      `${images(amount)} of classes that are too small, or are one recording, were always learned from.`,
    outdated: 'The settings have been changed since.',
    explanation: [
      'One validation set is a small sample: with 50 images, a single image is two points. Cross-validation asks about all images, each by a head that has never seen it, so its mean is steadier.',
      'The spread tells how much the accuracy changes with the choice of images alone. Settings that differ by less than that are not really different. Pictures of one recording, and near duplicates, are kept in one fold.',
    ],
    next: (accuracies: readonly number[]) =>
      spread(accuracies).deviation > 0.05
        ? 'Next: the folds differ a lot, so more images will help more than other settings.'
        : 'Next: try other settings and see whether the mean rises by more than the spread.',
  },
  search: {
    title: 'Search for settings',
    intro:
      'Tries other optimizers, rates, schedules, penalties and heads for as long as you say, takes those that do best on the validation images, and trains with them.',
    budget: 'Time to spend',
    seconds: (seconds: number) => (seconds < 60 ? `${seconds} s` : `${plain.format(seconds / 60)} min`),
    start: 'Search and train',
    progress: 'Searching for settings',
    table: 'Settings that were tried, the best first',
    accuracy: 'Validation accuracy',
    loss: 'Validation loss',
    epoch: 'Best epoch',
    settings: 'Settings',
    first: 'yours',
    best: 'best',
    /** `gainCount` is how many validation images more than the settings that it began with the best found. */
    result: (trialCount: number, firstIsBest: boolean, gainCount: number, validationCount: number) =>
      firstIsBest
        ? `Of ${count(trialCount, 'choice', 'choices')} that were tried, your own settings did best.`
        : gainCount === 0
          ? `Of ${count(trialCount, 'choice', 'choices')} that were tried, none found more validation images than yours; the best has a lower loss.`
          : `Of ${count(trialCount, 'choice', 'choices')} that were tried, the best found ${count(gainCount, 'validation image', 'validation images')} of ${validationCount} more than yours.${gainCount < chanceCount ? ' So few may be luck, among so many choices.' : ''}`,
    take: 'Use these settings',
    explanation: [
      'A random search: each choice is drawn anew, and every one is judged on the same validation images. Nothing is chosen by test images, so they still tell the truth afterwards.',
      'The best of many is partly lucky: its validation accuracy is a little too good. Trust the test accuracy of the training that follows, or a cross-validation, more.',
    ],
    next: (firstIsBest: boolean, gainCount: number) =>
      firstIsBest
        ? 'Next: more images, or a cut further to the left, rather than more searching.'
        : gainCount < chanceCount
          ? 'Next: cross-validate these settings and yours, and look at the test accuracy of both runs. Among the runs, the one from before can be used again.'
          : 'Next: look at the test accuracy in Evaluate, and compare the runs.',
  },
  rateTestDone: (rate: number | null) =>
    rate === null
      ? 'The test of learning rates has ended, with nothing to suggest.'
      : `The test of learning rates has ended: ${rate} is a good rate to begin with.`,
  crossValidated: (accuracies: readonly number[]) =>
    `The cross-validation has ended: ${percent.format(spread(accuracies).mean)} right on average.`,
  searched: (trialCount: number, firstIsBest: boolean) =>
    `The search has ended after ${count(trialCount, 'choice', 'choices')} of settings. ${firstIsBest ? 'Yours did best.' : 'The best are taken.'} Training begins.`,
};
