import { count } from './en-counts.ts';
import { images, list, plain } from './en-formats.ts';

/** What Evaluate says of a model from a file, in English. */
export const enOpenedEvaluation = {
  noImages:
    'Bring in images in classes that are called like those of the model, to see how often it is right on them.',
  matched: (modelName: string, classCount: number) =>
    `${count(classCount, 'class here is', 'classes here are')} called like one of ${modelName}. It is judged on the images of ${classCount === 1 ? 'that' : 'those'}.`,
  noneMatch: (labels: readonly string[]) =>
    `No class here is called like one of its classes (${names(labels)}), so it cannot be judged. Nothing changed. Rename your classes as the model calls them.`,
  unknownClasses: (classNames: readonly string[]) =>
    `It does not know ${names(classNames)}: images of ${classNames.length === 1 ? 'that class' : 'those classes'} are left out.`,
  unmatchedLabels: (labels: readonly string[]) =>
    `No class here is called ${names(labels)}: an image that it takes for ${labels.length === 1 ? 'that' : 'one of those'} counts as wrong.`,
  set: 'Images to judge it on',
  sets: { all: 'All images', validation: 'Validation', test: 'Test' },
  judge: (imageCount: number) => `Judge it on ${images(imageCount)}`,
  running: 'Judging the model',
  of: (doneCount: number, totalCount: number) => `${plain.format(doneCount)} of ${images(totalCount)}`,
  outOfDate: {
    'pixels-changed': 'These figures are those of other pixel values than are in use now.',
    'images-changed': 'These figures are those of other images, classes or sets than are here now.',
  },
  soFar: 'Stopped: these figures are those of the images so far.',
  unread: (imageCount: number) =>
    `${images(imageCount)} could not be read any more and ${imageCount === 1 ? 'is' : 'are'} not counted.`,
  caution:
    'Graft cannot know which images a model from a file has learned from. If some of these were among them, as with a model that was exported from this project, it looks better here than it is.',
};

/** The first few, and how many more there are. */
function names(all: readonly string[]): string {
  const quoted = all.slice(0, 5).map((name) => `“${name.slice(0, 60)}”`);
  return list.format(all.length > 5 ? [...quoted, `${plain.format(all.length - 5)} more`] : quoted);
}
