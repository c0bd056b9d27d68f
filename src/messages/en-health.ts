import { count } from './en-counts.ts';

const list = new Intl.ListFormat('en');

const images = (amount: number) => count(amount, 'image', 'images');
const quoted = (names: readonly string[]) => list.format(names.map((name) => `“${name}”`));

/** What is found out about the images before training, in words. */
export const enHealth = {
  title: 'Check images',
  nothing: 'Nothing stands out any more. The images are ready to be trained on.',
  checking: 'Looking at the images again',
  undo: (edit: string) => `Undo: ${edit}`,
  dismiss: 'Dismiss',
  dismissAbout: (title: string) => `Dismiss: ${title}`,
  dismissSample: (file: string) => `${file} is fine`,
  isFine: 'It is fine',
  dismissHelp: 'Press an image that is fine to take it off this list.',
  moveTo: (className: string) => `Move to “${className}”`,
  moveFile: (file: string, className: string) => `Move ${file} to “${className}”`,
  looksLike: (className: string, other: string) => `In “${className}”, looks like “${other}”`,
  keepIn: (className: string) => `Keep in “${className}”`,
  keepGroupIn: (className: string, file: string) => `Keep ${file} in “${className}” only`,
  moreInGroup: (amount: number) => `and ${images(amount)} more`,
  sets: { training: 'training', validation: 'validation', test: 'test' },
  /** Each finding: what it is, why it matters, and what mends it. */
  findings: {
    'across-sets': {
      title: (groupCount: number) =>
        `${count(groupCount, 'image lies', 'images lie')} in more than one set, the same or nearly so`,
      text: 'What is learned in training is asked for again, so the figures look better than they are. They came in these sets, or were put there.',
      mend: 'Leave the training copies out',
    },
    'across-classes': {
      title: (groupCount: number) =>
        `${count(groupCount, 'image lies', 'images lie')} in more than one class, the same or nearly so`,
      text: 'Nothing can be learned from an image with two names. Keep it in the class where it belongs.',
      mend: 'Leave all out of training',
    },
    copies: {
      title: (copyCount: number) =>
        copyCount === 1
          ? '1 image is an exact copy of another in its class'
          : `${images(copyCount)} are exact copies of others in their class`,
      text: 'Copies stay on one side of the split, but give one image more weight than others.',
      mend: 'Remove the copies',
    },
    alike: {
      title: (groupCount: number) =>
        `${count(groupCount, 'group', 'groups')} of images that nearly look the same`,
      text: 'Each group is kept together in the split by itself, so that none is learned and then asked for. You may leave it at that.',
      mend: 'Leave out all but one of each',
    },
    blank: {
      title: (amount: number) => `${count(amount, 'image shows', 'images show')} nothing`,
      text: 'What is the same all over has nothing to learn from.',
      mend: 'Leave out of training',
    },
    dark: {
      title: (amount: number) => `${count(amount, 'image is', 'images are')} nearly black`,
      text: 'Hardly anything can be made out.',
      mend: 'Leave out of training',
    },
    blurred: {
      title: (amount: number) => `${count(amount, 'image is', 'images are')} blurred`,
      text: 'Blur teaches little, unless what you want to classify will be as blurred.',
      mend: 'Leave out of training',
    },
    'nearer-to-other': {
      title: (amount: number) => `${count(amount, 'image looks', 'images look')} more like another class`,
      text: 'Some may be in the wrong class; others are only unusual. Look before you move them.',
      mend: 'Move all',
    },
    'far-from-class': {
      title: (amount: number) =>
        amount === 1
          ? '1 image looks unlike the rest of its class'
          : `${images(amount)} look unlike the rest of their class`,
      text: 'Some come in by mistake; others show what the class needs more of.',
      mend: 'Leave out of training',
    },
  },
  fewImages: {
    title: (classCount: number) => `${count(classCount, 'class has', 'classes have')} fewer than ten images`,
    text: (names: readonly string[], more: number) =>
      `${quoted(names)}${more > 0 ? ` and ${more} more` : ''}: ten or more make a class reliable, and leave some to check it with.`,
    classCount: (name: string, imageCount: number) => `“${name}”: ${images(imageCount)}`,
    add: 'Add images',
    addTo: (name: string) => `Add more images to “${name}”`,
    leaveOut: 'Leave out of training',
    leaveOutClass: (name: string) => `Leave “${name}” out of training`,
  },
  imbalance: {
    title: (largest: string, smallest: string) => `“${largest}” has far more images than “${smallest}”`,
    text: (largestCount: number, smallestCount: number) =>
      `${images(largestCount)} against ${smallestCount}: the larger class will be guessed too often. Add images to the smaller one, leave some of the larger one out, or let the smaller one count more in training.`,
    mend: 'Weigh rare classes more',
  },
};
