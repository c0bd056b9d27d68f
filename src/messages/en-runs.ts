import { count } from './en-counts.ts';
import { date, percent } from './en-formats.ts';

/** What is said about runs that are kept, in English. */
export const enRuns = {
  intro: (limit: number) =>
    `Each training is kept as a run, the latest ${limit} of them, with its settings, its curves and its head.`,
  shown: 'Curves of',
  loss: 'Loss',
  accuracy: 'Accuracy',
  lossChart: 'Validation loss of the runs, per epoch',
  accuracyChart: 'Validation accuracy of the runs, per epoch',
  noCurves: 'Choose runs below to see their curves.',
  notValidated: 'No images were held back in these runs, so there are no validation curves.',
  list: 'Runs',
  show: (name: string) => `Show the curves of ${name}`,
  name: 'Name of the run',
  rename: (name: string) => `Rename ${name}`,
  save: 'Save',
  inUse: 'in use',
  use: (name: string) => `Use ${name}`,
  useShort: 'Use',
  delete: (name: string) => `Delete ${name}`,
  deleteShort: 'Delete',
  deleted: (name: string) => `“${name}” was deleted.`,
  undo: 'Bring it back',
  validation: (accuracy: number | null) =>
    accuracy === null ? 'no validation' : `${percent.format(accuracy)} on validation`,
  test: (accuracy: number) => `${percent.format(accuracy)} on test`,
  epochs: (done: number, best: number) => `${count(done, 'epoch', 'epochs')}, best ${best}`,
  when: (createdAt: string) => (createdAt === '' ? '' : date.format(new Date(createdAt))),
  explanation: [
    'All runs are drawn over the same axes. A curve that falls faster learns faster; one that ends lower ends better. Where the loss turns up again, the head has begun to learn by heart.',
    'Using a run puts its head back into Predict and Export, with its settings. Images that were added since are not in it.',
  ],
};
