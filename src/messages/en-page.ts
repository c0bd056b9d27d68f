import { decimal, images, percent, plain, size, threePlaces } from './en-formats.ts';

/** What the page says around its steps. */
export const enPage = {
  app: {
    name: 'Graft',
    skipLink: 'Skip to the steps',
    deviceOnly: 'Everything stays on this device',
    worksOffline: 'Works offline from now on',
    newVersion: 'A new version is ready',
    newVersionWaits: 'A new version is ready and waits until this is done',
    useNewVersion: 'Use it now',
    useDarkColours: 'Use dark colours',
    useLightColours: 'Use light colours',
    brokenTitle: 'The page stopped working',
    broken: (detail: string) =>
      `Something in the page broke, which is our mistake and not yours: ${detail} Your image files are untouched. Load the page again to go on.`,
    reload: 'Load the page again',
    statusIdle: 'Ready when you are.',
  },
  /** Short words and number formats that every step uses. */
  general: {
    stop: 'Stop',
    stopping: 'Stopping after this step',
    close: 'Close',
    cancel: 'Cancel',
    undo: 'Undo',
    tryAgain: 'Try again',
    loading: 'Loading',
    showAll: (amount: number) => `Show all ${plain.format(amount)}`,
    showFewer: 'Show fewer',
    showMore: (more: number, total: number) => `Show ${plain.format(more)} more of ${plain.format(total)}`,
    images,
    size,
    percent: (fraction: number) => percent.format(fraction),
    number: (value: number) => decimal.format(value),
    score: (value: number) => threePlaces.format(value),
    milliseconds: (durationMs: number) =>
      durationMs < 10 ? `${durationMs.toFixed(1)} ms` : `${Math.round(durationMs)} ms`,
    seconds: (durationMs: number) =>
      durationMs < 60_000
        ? `${(durationMs / 1000).toFixed(1)} s`
        : `${Math.floor(durationMs / 60_000)} min ${Math.round((durationMs % 60_000) / 1000)} s`,
  },
  steps: {
    label: 'Steps',
    images: 'Images',
    train: 'Train',
    evaluate: 'Evaluate',
    predict: 'Predict',
    export: 'Export',
    done: 'Done',
  },
};
