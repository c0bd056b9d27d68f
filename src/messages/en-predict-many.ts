import { count } from './en-counts.ts';
import { images, percent, plain } from './en-formats.ts';

/** What the page says about classifying many images at once, in English. */
export const enPredictMany = {
  intro:
    'Every image of a folder or ZIP gets its classes, in one table (CSV). Nothing is added to your images.',
  folder: 'Folder to classify',
  files: 'Images or ZIP to classify',
  running: 'Classifying many images',
  soFar: (doneCount: number) => `${images(doneCount)} so far`,
  of: (doneCount: number, totalCount: number) => `${plain.format(doneCount)} of ${images(totalCount)}`,
  done: (imageCount: number, problemCount: number) =>
    `${images(imageCount)} classified${problemCount === 0 ? '' : `, ${count(problemCount, 'file', 'files')} left out`}.`,
  stopped: 'Stopped: the table holds the images so far.',
  download: 'Download table (CSV)',
  counts: 'Images by predicted class',
  className: 'Class',
  imageCount: 'Images',
  none: 'None of these',
  confusion: 'Confusion matrix of the folders',
  accuracy: (rightCount: number, total: number) =>
    `Of ${images(total)} in folders that name a class, ${plain.format(rightCount)} (${percent.format(rightCount / total)}) got that class. Rows are the folders, columns what the model says.`,
  noneIsWrong: '“None of these” counts as not that class.',
  tooManyClasses: 'With so many classes the matrix is too wide for the page; the table has every answer.',
  trueClass: 'Folder',
  problems: (problemCount: number) => `${count(problemCount, 'file was', 'files were')} not classified`,
  outOfDate: 'These answers are those of another model than the one in use now.',
};
