import { enAugmentation } from './en-augmentation.ts';
import { count } from './en-counts.ts';
import { enEngine } from './en-engine.ts';
import { enEvaluate } from './en-evaluate.ts';
import { enFailures } from './en-failures.ts';
import { listFiles } from './en-formats.ts';
import { enImages } from './en-images.ts';
import { enPage } from './en-page.ts';
import { enPredict } from './en-predict.ts';
import { enProjects } from './en-projects.ts';
import { enTrain } from './en-train.ts';
import { enWaysIn } from './en-ways-in.ts';
import { backendLabel, listNames, number } from './en-words.ts';

const { images, percent, size } = enPage.general;
/** As `nameLimits.classNameLength`. */
const nameLimit = 200;
/** As `nameLimits.pathLength`. */
const fileNameLimit = 1024;

/** Every sentence that a person reads, in English. Another language is another file of the same shape. */
export const en = {
  ...enPage,
  ...enProjects,
  ...enEngine,
  ...enImages,
  ...enTrain,
  ...enEvaluate,
  ...enPredict,
  ...enWaysIn,
  ...enAugmentation,
  failures: enFailures,
  loadLate: async () => (await import('./en-late.ts')).enLate,
  /** What a person is to know of an image that came in, but not all of it. */
  remarks: {
    animated: () => 'This image moves. Its first frame is used.',
    'first-page': () => 'This file has several pages. Its first page is used.',
    'cut-off': ({ readFraction }: { readFraction: number | null }) =>
      readFraction === null
        ? 'This file is damaged or cut off. What could be read of it is used.'
        : readFraction === 1
          ? 'This file is damaged or cut off at its end, but the whole picture could be read and is used.'
          : `This file is damaged or cut off. The upper ${percent(readFraction)} of the picture could be read and is used.`,
  },
  exportLeftOut,
  /** What the live region says. */
  announcements: {
    engineStarting: 'Starting the engine.',
    engineReady: (backend: string, baseModel: string) =>
      `Ready: ${baseModel} runs on ${backendLabel(backend)}.`,
    engineRestarting: (problem: string) => `${problem} Starting it again.`,
    choiceRefused: (problem: string, backend: string, baseModel: string) =>
      `${problem} ${baseModel} on ${backendLabel(backend)} stays in use.`,

    classAdded: (name: string) => `Class “${name}” added.`,
    classRenamed: (oldName: string, newName: string) => `Class “${oldName}” is now called “${newName}”.`,
    classRenamedToTakenName: (oldName: string, newName: string) =>
      `Class “${oldName}” is now called “${newName}”, like another class. Two classes of one name are hard to tell apart.`,
    classNameCut: (oldName: string, newName: string) =>
      `Class “${oldName}” is now called “${newName}”. A name has ${nameLimit} characters at most; the rest was cut off.`,
    classNameBlank: (keptName: string) => `A class needs a name. It is still called “${keptName}”.`,
    classDeleted: (name: string, imageCount: number) =>
      `Class “${name}” deleted${imageCount === 0 ? '' : ` with ${images(imageCount)}`}. You can undo this.`,
    classDisabled: (name: string) =>
      `Class “${name}” is left out of training. Its images stay; you can undo this.`,
    classEnabled: (name: string) => `Class “${name}” is trained again.`,
    imagesRemoved: (imageCount: number) => `${images(imageCount)} removed. You can undo this.`,
    imagesMoved: (imageCount: number, className: string) =>
      `${images(imageCount)} moved to “${className}”. You can undo this.`,
    imagesMovedToTheirClasses: (imageCount: number) =>
      `${images(imageCount)} moved to the ${imageCount === 1 ? 'class that it looks' : 'classes that they look'} like. You can undo this.`,
    imagesDisabled: (imageCount: number) =>
      `${count(imageCount, 'image is', 'images are')} left out of training, and kept. You can undo this.`,
    imagesEnabled: (imageCount: number) => `${count(imageCount, 'image is', 'images are')} trained again.`,
    imagesPinned: (imageCount: number, set: string | null) =>
      set === null
        ? `The split decides again where ${count(imageCount, 'image goes', 'images go')}.`
        : `${count(imageCount, 'image is', 'images are')} kept in the ${set} set. You can undo this.`,
    projectOpened: (name: string, imageCount: number) => `“${name}” is open with ${images(imageCount)}.`,
    projectBegun: (name: string) => `“${name}” begins empty. The project from before is kept.`,
    projectKept: 'Everything is kept in this browser again.',
    nothingKept:
      'Nothing of this visit is kept. Save the project as a file if you want to go on with it later.',
    undone: (edit: string) => `Undone: ${edit}.`,
    redone: (edit: string) => `Done again: ${edit}.`,
    classPutBack: (name: string, imageCount: number) =>
      `Class “${name}” is back${imageCount === 0 ? '' : ` with ${images(imageCount)}`}.`,
    imagesPutBack: (imageCount: number) => `${count(imageCount, 'image is', 'images are')} back.`,
    classGone: (imageCount: number) =>
      `${count(imageCount, 'image was', 'images were')} not added: the class has been deleted.`,

    importReading: (name: string) => `Reading ${name}.`,
    importRefused: (name: string, problem: string) => `${name}: ${problem}`,
    nothingChosen:
      'Nothing came in: no file was chosen, or the folder is empty. Choose a folder with one folder of images for each class.',
    noFrames: (file: string) => `No frames of ${file} were taken. You can add it again.`,
    imagesPasted: (imageCount: number, className: string) =>
      `${images(imageCount)} pasted into “${className}”.`,
    imagesEmbedding: (imageCount: number) => `Looking at ${images(imageCount)}.`,
    imagesReady: (summary: {
      ready: number;
      repeated: number;
      classes: number;
      leftOut: number;
      remarked: number;
      copies: number;
      cutNames: { classNameCount: number; fileNameCount: number };
    }) =>
      `${summary.ready === 0 ? 'No new image' : `${images(summary.ready)} ready in ${count(summary.classes, 'class', 'classes')}`}${summary.repeated === 0 ? '' : `, ${number(summary.repeated)} of them ${summary.repeated === 1 ? 'a copy of another' : 'copies of others'}`}${summary.remarked === 0 ? '' : `, ${number(summary.remarked)} with a remark`}${summary.leftOut === 0 ? '' : `, ${count(summary.leftOut, 'file', 'files')} left out`}.${summary.copies === 0 ? '' : ` ${count(summary.copies, 'image was in its class already and was', 'images were in their classes already and were')} not added again.`}${cutNames('class name', summary.cutNames.classNameCount, nameLimit)}${cutNames('file name', summary.cutNames.fileNameCount, fileNameLimit)}`,
    projectOffered: (names: readonly string[]) =>
      `${listNames(names)} ${names.length === 1 ? 'is a project' : 'are projects'}. Choose whether to add ${names.length === 1 ? 'it' : 'them'} to what is here.`,
    importStopped: (summary: { ready: number; waiting: number; leftOut: number }) =>
      `Stopped. ${images(summary.ready)} ready${summary.waiting === 0 ? '' : `, ${count(summary.waiting, 'image waits', 'images wait')} in ${summary.waiting === 1 ? 'its class' : 'their classes'} until you continue or train`}${summary.leftOut === 0 ? '' : `, ${count(summary.leftOut, 'file', 'files')} left out`}.`,
    imagesWait: (problem: string, waiting: number) =>
      `${problem} ${count(waiting, 'image waits in its class', 'images wait in their classes')}.`,

    rareClassesWeighed:
      'The next training weighs rare classes more. “Advanced” in the Train step turns that off again.',
    runUsed: (name: string) => `“${name}” is in use, with its settings.`,
    runDeleted: (name: string) => `“${name}” was deleted. It can be brought back among the runs.`,
    runRestored: (name: string) => `“${name}” is back.`,
    settingsReset: 'All settings are back to their defaults.',
    trainingPreparing: (waiting: number) =>
      `Training starts once ${count(waiting, 'waiting image is', 'waiting images are')} ready.`,
    copiesEmbedding: (copies: number) =>
      `Looking at ${count(copies, 'copy', 'copies')} of the training images first.`,
    trainingStarted: (run: { epochs: number; training: number; validation: number; copies: number }) =>
      `Training for ${count(run.epochs, 'epoch', 'epochs')} on ${images(run.training)}${run.copies === 0 ? '' : ` and ${count(run.copies, 'copy', 'copies')} of them`}${run.validation === 0 ? '' : `, checked on ${number(run.validation)} others`}.`,
    tuningStarted: 'The head is trained. The last blocks of the base model are now trained with it.',
    refitStarted: 'Training once more on all images, for the best number of epochs.',
    calibrationStarted: 'The head is trained. Finding out how sure it may be of itself.',
    trainingFinished: (run: TrainedSentence) => `Training finished. ${trainedSentence(run)}`,
    trainingStopped: (run: TrainedSentence) =>
      `Training stopped; the best model so far is kept. ${trainedSentence(run)}`,
    trainingNotFinite: (run: TrainedSentence) =>
      `The numbers grew without limit, so training ended early; the best model so far is kept. A smaller learning rate may help. ${trainedSentence(run)}`,
    trainingCalledOff: 'Training was called off before it began. Nothing changed.',
    trainingWaitsForImages: (waiting: number) =>
      `Training was called off: ${count(waiting, 'image still waits', 'images still wait')}. Nothing changed. Continue with the images, then train.`,

    predictionRunning: (file: string) => `Looking at ${file}.`,
    predictionDone: (
      file: string,
      /** Null for none of them. */
      className: string | null,
      confidence: number,
      passedOverCount: number,
    ) =>
      `${file}: ${className ?? 'none of these'}, ${percent(confidence)}.${passedOverCount === 0 ? '' : ` One image is classified at a time; ${count(passedOverCount, 'other file was', 'other files were')} passed over.`}`,

    exportRunning: 'Writing the file.',
    exportStopped: 'The export was stopped. Nothing was downloaded; all that you have is kept.',
    exportDone: (fileName: string, sizeBytes: number, leftOut: readonly string[]) =>
      `${fileName} downloaded, ${size(sizeBytes)}.${leftOut.length === 0 ? '' : ` ${exportLeftOut(leftOut)}`}`,
  },
  /** Edits by what they do, as they stand behind "Undo" and "Redo". `className` is empty where there is no one class. */
  edits: {
    'add-class': (className: string) => `new class “${className}”`,
    'rename-class': (className: string) => `rename class “${className}”`,
    'delete-class': (className: string) => `delete class “${className}”`,
    'recolour-class': (className: string) => `change the colour of “${className}”`,
    'disable-class': (className: string) => `leave class “${className}” out`,
    'enable-class': (className: string) => `take class “${className}” in again`,
    'add-images': (className: string, imageCount: number) =>
      className === '' ? `add ${images(imageCount)}` : `add ${images(imageCount)} to “${className}”`,
    'remove-images': (_className: string, imageCount: number) => `remove ${images(imageCount)}`,
    'move-images': (className: string, imageCount: number) =>
      `move ${images(imageCount)} to ${className === '' ? 'other classes' : `“${className}”`}`,
    'disable-images': (_className: string, imageCount: number) => `leave ${images(imageCount)} out`,
    'enable-images': (_className: string, imageCount: number) => `take ${images(imageCount)} in again`,
    'pin-images': (_className: string, imageCount: number) => `keep ${images(imageCount)} in one set`,
    'unpin-images': (_className: string, imageCount: number) =>
      `leave the set of ${images(imageCount)} to the split`,
  },
  /** A project that has no name of its own yet. */
  newProject: {
    /** @param createdAt ISO 8601 */
    name: (createdAt: string) =>
      `Project of ${new Date(createdAt).toLocaleDateString('en', { day: 'numeric', month: 'short' })}`,
  },
  /** A class that has no name of its own yet. */
  newRun: { name: (number: number) => `Run ${number}` },
  newClass: {
    name: (number: number) => `Class ${number}`,
    /** For images whose own class is gone. */
    recovered: 'Images without a class',
  },
  /** What the split did that a person may not expect. */
  splitNotes: {
    'class-not-validated': (className: string, trainingCount: number) =>
      `No image of “${className}” is held out for validation; ${trainingCount === 1 ? 'its only one is' : `all ${number(trainingCount)} are`} used for training.`,
    'validation-image-trained-on': (className: string) =>
      `All images of “${className}” were meant for validation; one of them is used for training instead.`,
    'class-in-one-group': (className: string, trainingCount: number) =>
      `No image of “${className}” is held out for validation: its ${images(trainingCount)} nearly look the same or come from one recording, so they stay together. Take some more on another occasion.`,
    'near-test-trained-on': (className: string, trainingCount: number) =>
      `${trainingCount === 1 ? 'The only image' : `All ${number(trainingCount)} images`} of “${className}” to train on nearly ${trainingCount === 1 ? 'looks' : 'look'} like its test images, so its test figures are better than they should be. Add other images.`,
    'near-test-left-out': (imageCount: number) =>
      `${count(imageCount, 'image that nearly looks like a test image is', 'images that nearly look like test images are')} left out of training, so that the test stays honest.`,
    'joined-validation': (imageCount: number) =>
      `${count(imageCount, 'image that nearly looks like a validation image is', 'images that nearly look like validation images are')} held out together with ${imageCount === 1 ? 'it' : 'them'}.`,
    'groups-across-sets': (groupCount: number) =>
      `${count(groupCount, 'group of images that nearly look the same lies', 'groups of images that nearly look the same lie')} in more than one set, because ${groupCount === 1 ? 'its' : 'their'} images were put there. Figures of validation and test may look better than they are.`,
    'validation-empty': () =>
      'No image is held out for validation, so there are no validation figures. More images, or a larger validation share, give some.',
    'validation-empty-by-groups': () =>
      'No image is held out for validation, so there are no validation figures: the images of each class nearly look the same or come from one recording, and stay together. Take some more on another occasion.',
  },
  /** The list of files that did not come in. */
  problems: {
    /** The name of an import that has none of its own. */
    selection: 'The chosen files',
    clipboard: 'What was copied',
    dropped: 'What was dropped',
  },
};

/** The shape that every language has. Sentences with numbers or names are functions. */
export type Messages = typeof en;

/** The sentences that only lazy parts of the page say. */
export type LateMessages = Awaited<ReturnType<Messages['loadLate']>>;

/** What is said of a finished training run. */
interface TrainedSentence {
  readonly epochs: number;
  readonly validationAccuracy: SaidAccuracy;
  readonly testAccuracy: SaidAccuracy;
}

/** 0 to 1; null for an empty set. */
type SaidAccuracy = number | 'not-measured' | null;

/** What a person is to know of a file that lacks some of their images. */
function cutNames(what: string, amount: number, limit: number): string {
  return amount === 0
    ? ''
    : ` ${count(amount, `${what} was`, `${what}s were`)} longer than ${number(limit)} characters and cut there.`;
}

function exportLeftOut(files: readonly string[]): string {
  return `${images(files.length)} could not be read any more and ${files.length === 1 ? 'is' : 'are'} not in it: ${listFiles(files)}. A chosen file that was moved or changed since must be added again.`;
}

function trainedSentence(run: TrainedSentence): string {
  const validation =
    run.validationAccuracy === null
      ? 'no image was left to validate on'
      : run.validationAccuracy === 'not-measured'
        ? 'the validation images were not judged'
        : `${percent(run.validationAccuracy)} right on the validation images`;
  const test =
    run.testAccuracy === null
      ? ''
      : run.testAccuracy === 'not-measured'
        ? ', the test images were not judged'
        : `, ${percent(run.testAccuracy)} on the test images`;
  return `${count(run.epochs, 'epoch', 'epochs')} done, ${validation}${test}.`;
}
