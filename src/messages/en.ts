import { enAugmentation } from './en-augmentation.ts';
import { count } from './en-counts.ts';
import { enEngine } from './en-engine.ts';
import { enEvaluate } from './en-evaluate.ts';
import { enExport } from './en-export.ts';
import { enHealth } from './en-health.ts';
import { enImages } from './en-images.ts';
import { enPage } from './en-page.ts';
import { enPredict } from './en-predict.ts';
import { enProjects } from './en-projects.ts';
import { enTrain } from './en-train.ts';
import { enWaysIn } from './en-ways-in.ts';

const { images, percent, size } = enPage.general;

/** Every sentence that a person reads, in English. Another language is another file of the same shape. */
export const en = {
  ...enPage,
  ...enProjects,
  ...enEngine,
  ...enImages,
  ...enTrain,
  ...enEvaluate,
  ...enPredict,
  ...enExport,
  health: enHealth,
  ...enWaysIn,
  ...enAugmentation,
  /** One sentence per kind of failure: what happened, what was kept, what to do. Used by studio/describe-failure.ts. */
  failures: {
    'file-not-an-image': (failure: { mediaType: string }) =>
      failure.mediaType.startsWith('image/')
        ? 'This is not an image, although its name says so. It is not used; save it anew as JPEG or PNG if it should be one.'
        : `This is not an image${inBrackets(failure.mediaType)}. It is not used; Graft takes JPEG, PNG, WebP, HEIC, TIFF and whatever else this browser can show.`,
    'file-empty': () => 'This file is empty and is not used. Copy it again from where it came from.',
    'file-damaged': (failure: { format: string }) =>
      `This ${formatName(failure.format)} image is damaged or cut short and is not used. Save it again in an image program, or copy it anew.`,
    'file-format-unsupported': (failure: { format: string }) =>
      `${formatName(failure.format)} images like this cannot be opened here, so it is not used. Save it as JPEG or PNG and choose it again.`,
    'file-too-many-pixels': (failure: { width: number; height: number; limit: number }) =>
      `This image has ${number(failure.width)} × ${number(failure.height)} pixels, more than the ${number(failure.limit)} that fit into memory. It is not used; scale it down and choose it again.`,
    'file-too-large': (failure: { sizeBytes: number; limitBytes: number }) =>
      `This file takes ${size(failure.sizeBytes)}; the limit is ${size(failure.limitBytes)}. It is not used; save a smaller copy and choose that.`,
    'file-unreadable': (failure: { detail: string }) =>
      `This file could not be read${inBrackets(failure.detail)} and is not used. It may have been moved; choose it again.`,
    'file-fully-transparent': () =>
      'This image is fully transparent, so there is nothing to see. It is not used; save it with something on it, then choose it again.',
    'file-cut-off': (failure: { format: string; readFraction: number }) =>
      `This ${formatName(failure.format)} image is damaged or cut off, and only ${percent(failure.readFraction)} of its height can be read: too little to show anything. It is not used; copy it anew.`,
    'decoder-unreachable': (failure: { format: string; detail: string }) =>
      `This browser cannot open ${formatName(failure.format)} images by itself, and the decoder for them could not be fetched${inBrackets(failure.detail)}. It is not used; check the connection, then choose it again.`,
    'decoder-gave-up': (failure: { format: string; detail: string }) =>
      `The decoder for ${formatName(failure.format)} images gave up on this one${inBrackets(failure.detail)}. It is not used; save it as JPEG or PNG and choose it again.`,

    'import-empty': () =>
      'There is nothing in it, so nothing changed. Choose a folder or ZIP with one folder of images for each class.',
    'import-no-classes': () =>
      'There are no class folders in it, so nothing changed. Put the images of each class into a folder with the name of the class, or add them to a class here.',
    'import-too-many-files': (failure: { limit: number }) =>
      `It holds more than ${count(failure.limit, 'file', 'files')}, which is more than can be read at once. Import it in parts.`,
    'files-beyond-limit': (failure: { limit: number }) =>
      `More than ${count(failure.limit, 'file', 'files')} came at once. That many were taken and the others were left out; add those in further parts.`,
    'import-too-large': (failure: { limitBytes: number }) =>
      `It unpacks to more than ${size(failure.limitBytes)}. What was read before that is kept; import the rest in parts.`,
    'import-too-many-classes': (failure: { limit: number }) =>
      `With it there would be more than ${count(failure.limit, 'class', 'classes')}, so it was left out. Import fewer class folders.`,
    'start-stopped': () =>
      'The start of the engine was stopped. Your classes and images are kept. Try again when you want to go on.',
    'import-stopped': (failure: { readCount: number }) =>
      failure.readCount === 0
        ? 'It was stopped before anything was read. Import it again when you want it.'
        : `Reading was stopped after ${count(failure.readCount, 'file', 'files')}, which are kept. Import it again for the rest.`,
    'path-climbs-out': () =>
      'Its path points outside of the folder it came in, so it was left out. Pack the folder anew if you trust it.',
    'path-too-long': () => 'Its path is too long, so it was left out. Shorten the names of its folders.',
    'path-without-class': () =>
      'It lies in no class folder, so it was left out. If it is an image, add it to a class with the button of that class.',
    'zip-unreadable': (failure: { detail: string }) =>
      `It could not be unpacked${inBrackets(failure.detail)}. What else could be is kept. Download or pack the ZIP anew and import it again.`,
    'zip-encrypted': () =>
      'It is locked with a password and was left out. Unpack it with the password first, then import the folder.',
    'zip-inside-zip': () =>
      'This is a ZIP inside a ZIP and was left out. Unpack it first and import it on its own.',
    'zip-bomb': (failure: { ratio: number }) =>
      `It unpacks to ${number(failure.ratio)} times its size, which no image does, so it was left out. Pack the images anew if you trust where it comes from.`,

    'base-model-unfit': (failure: { detail: string }) =>
      `This base model does not fit${inBrackets(failure.detail)}. Choose an image model for TensorFlow.js with a square colour input.`,
    'base-model-unreachable': (failure: { url: string; detail: string }) =>
      `The base model could not be fetched from ${failure.url}${inBrackets(failure.detail)}. Check the address and the connection, then try again.`,

    'no-backend': (failure: { tried: readonly string[] }) =>
      `Nothing on this device could run the base model${failure.tried.length === 0 ? '' : ` (tried: ${failure.tried.map(backendLabel).join(', ')})`}. Nothing you had is lost. Try a current version of Chrome, Edge, Firefox or Safari.`,
    'backend-unavailable': (failure: { backend: string; detail: string }) =>
      `${backendLabel(failure.backend)} does not work in this browser${inBrackets(failure.detail)}. Nothing you had is lost. Choose another backend.`,
    'backend-wrong': (failure: { backend: string }) =>
      `${backendLabel(failure.backend)} computes wrong results on this device, so it is not used. Nothing you had is lost. Choose another backend.`,
    'engine-crashed': (failure: { detail: string }) =>
      `The engine that does the computing stopped${inBrackets(failure.detail)}. Your images, classes and the last trained model are kept. If it does not come back by itself, press “Try again”.`,
    'out-of-memory': (failure: { detail: string }) =>
      `The memory of this device is full${inBrackets(failure.detail)}. What is done so far is kept. Close other tabs or remove some images, then try again.`,

    'too-few-classes': (failure: { classCount: number }) =>
      `Training needs at least two classes with images; there ${failure.classCount === 1 ? 'is one' : 'are none yet'}. Add images to another class, then train.`,
    'class-without-training-samples': (failure: { classNames: readonly string[] }) =>
      `${failure.classNames.length === 1 ? 'This class has' : 'These classes have'} no image to train on: ${listNames(failure.classNames)}. Add images there, or delete ${failure.classNames.length === 1 ? 'it' : 'them'}, then train.`,
    'setting-out-of-range': (failure: { setting: string; minimum: number; maximum: number }) =>
      `${settingLabel(failure.setting)} must lie between ${failure.minimum} and ${failure.maximum}. Nothing was trained; change it and train again.`,
    'loss-not-finite': (failure: { epoch: number }) =>
      `The numbers grew without limit in epoch ${failure.epoch}, so this training gave no model; one from before is kept. Choose a smaller learning rate and train again.`,

    'nothing-trained': () => 'There is no trained model yet. Press “Train” first.',
    'nothing-to-save': () => 'There are no images yet, so there is nothing to save. Bring some in first.',
    'model-of-other-base': (failure: { baseModel: string }) =>
      `The trained model belongs to another base model (${failure.baseModel}). It is kept: choose that base model again, or train anew.`,
    'base-not-exportable': (failure: { baseModel: string }) =>
      `The full model cannot be written for this base model (${failure.baseModel}). The trained model is kept; download the head instead.`,
    'download-failed': (failure: { detail: string }) =>
      `The file could not be saved${inBrackets(failure.detail)}. The trained model is kept. Make room on the disk or allow downloads, then try again.`,

    'camera-refused': () =>
      'The camera may not be used by this page. Nothing changed. Allow it in the address bar of the browser, then try again.',
    'camera-missing': () => 'No camera was found. Plug one in, or use images from files.',
    'camera-busy': (failure: { detail: string }) =>
      `The camera did not start${inBrackets(failure.detail)}. Close other programs that use it, then try again.`,
    'camera-gone': () =>
      'The camera is gone: it was unplugged, or may no longer be used. Pictures that it took are kept. Connect it again, then open it anew.',
    'camera-unsupported': () =>
      'This browser gives pages no camera at this address. Use images from files, or open the page over https or on localhost.',

    'project-unreadable': () =>
      'This is no Graft project, or too damaged to be one, so nothing changed. Copy it anew from where it came from, or choose another file.',
    'project-newer': (failure: { version: number; knownVersion: number }) =>
      `A newer Graft wrote this project (format ${number(failure.version)}; this one reads up to ${number(failure.knownVersion)}), so nothing changed. Load the page again to get the newest Graft, then open it.`,
    'project-cut-short': () =>
      'The end of this file is missing, as after a download that broke off. What came before it is here; copy it anew from where it came from for the rest.',
    'project-image-odd': () =>
      'The project describes this image in a way that makes no sense, so it was left out. The rest is kept; if you have the image, add it to its class.',
    'project-image-missing': () =>
      'The project names this image, but it is not in the file, so it was left out. The rest is kept; if you have the image, add it to its class.',
    'project-more-left-out': (failure: { imageCount: number }) =>
      `Beside those listed, ${count(failure.imageCount, 'image is', 'images are')} missing from the file or described in a way that makes no sense, and ${failure.imageCount === 1 ? 'was' : 'were'} left out. The rest is kept; if you have the images, add them to their classes.`,
    'project-model-damaged': () =>
      'The trained model in this project is damaged and was left out. Its images and settings are here; train again.',
    'project-embeddings-damaged': () =>
      'What this project knows of its images is damaged, so they are looked at anew. Nothing is lost; it only takes longer.',
    'video-unplayable': (failure: { mediaType: string }) =>
      `This browser cannot play this video${inBrackets(failure.mediaType)}, so no frames were taken. Save it as MP4 (H.264) or WebM in a video program and add that, or try another browser.`,
    'video-broke-off': (failure: { frameCount: number }) =>
      `The video could not be read further${failure.frameCount === 0 ? ', so no frames were taken' : `; the ${count(failure.frameCount, 'frame', 'frames')} before that are kept`}. It may be damaged: copy it anew, or take frames from another part.`,
    'video-in-import': () =>
      'This is a video, and was left out. Add it to a class with the button of that class: you can then choose which frames to take.',
    'image-elsewhere': () =>
      'It lies on another page, and Graft fetches nothing from there. Copy the image itself on that page and paste it here, or save it and drop the file.',
    'drop-without-image': () =>
      'There is no image in it, so nothing changed. Drag an image itself, or save it and drop the file.',
    'clipboard-without-image': () =>
      'There is no image in it, so nothing changed. Copy an image first: in most programs and pages the right mouse button offers it.',
    'clipboard-refused': (failure: { detail: string }) =>
      `The browser did not let this page read it${inBrackets(failure.detail)}. Nothing changed. Allow it in the address bar, or press Ctrl+V (on a Mac ⌘V) instead.`,
    'storage-full': () =>
      'There is no more room on this device, so what is new is not kept for the next visit. It is all still here in this tab. Make room, or save the project as a file.',
    'storage-failed': (failure: { detail: string }) =>
      `This browser could not keep what is new${inBrackets(failure.detail)}. It is all still here in this tab. Save the project as a file before you close it.`,
    'project-open-elsewhere': (failure: { name: string }) =>
      `“${failure.name}” is open in another tab of this browser, where nothing is lost. Go on there, or close that tab and open the project here.`,
    'project-gone': () => 'This project is no longer on this device. What is open here stays as it is.',
    'image-lost': () =>
      'The browser no longer has this image, so it is missing from the project. Everything else is here; add the image again if you have it.',
    'project-busy': () =>
      'Images are coming in, or training is under way. Nothing changed. Wait for its end or stop it, then try again.',

    'part-unreachable': (failure: { detail: string }) =>
      `A part of Graft that is needed for this could not be fetched${inBrackets(failure.detail)}. Nothing you had is lost. Check the connection, then try again.`,
  },
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
    }) =>
      `${summary.ready === 0 ? 'No new image' : `${images(summary.ready)} ready in ${count(summary.classes, 'class', 'classes')}`}${summary.repeated === 0 ? '' : `, ${number(summary.repeated)} of them ${summary.repeated === 1 ? 'a copy of another' : 'copies of others'}`}${summary.remarked === 0 ? '' : `, ${number(summary.remarked)} with a remark`}${summary.leftOut === 0 ? '' : `, ${count(summary.leftOut, 'file', 'files')} left out`}.${summary.copies === 0 ? '' : ` ${count(summary.copies, 'image was in its class already and was', 'images were in their classes already and were')} not added again.`}`,
    projectOffered: (names: readonly string[]) =>
      `${listNames(names)} ${names.length === 1 ? 'is a project' : 'are projects'}. Choose whether to add ${names.length === 1 ? 'it' : 'them'} to what is here.`,
    importStopped: (summary: { ready: number; waiting: number; leftOut: number }) =>
      `Stopped. ${images(summary.ready)} ready${summary.waiting === 0 ? '' : `, ${count(summary.waiting, 'image waits', 'images wait')} in ${summary.waiting === 1 ? 'its class' : 'their classes'} until you continue or train`}${summary.leftOut === 0 ? '' : `, ${count(summary.leftOut, 'file', 'files')} left out`}.`,
    imagesWait: (problem: string, waiting: number) =>
      `${problem} ${count(waiting, 'image waits in its class', 'images wait in their classes')}.`,

    rareClassesWeighed:
      'The next training weighs rare classes more. “Advanced” in the Train step turns that off again.',
    settingsReset: 'All settings are back to their defaults.',
    trainingPreparing: (waiting: number) =>
      `Training starts once ${count(waiting, 'waiting image is', 'waiting images are')} ready.`,
    copiesEmbedding: (copies: number) =>
      `Looking at ${count(copies, 'copy', 'copies')} of the training images first.`,
    trainingStarted: (run: { epochs: number; training: number; validation: number; copies: number }) =>
      `Training for ${count(run.epochs, 'epoch', 'epochs')} on ${images(run.training)}${run.copies === 0 ? '' : ` and ${count(run.copies, 'copy', 'copies')} of them`}${run.validation === 0 ? '' : `, checked on ${number(run.validation)} others`}.`,
    refitStarted: 'Training once more on all images, for the best number of epochs.',
    trainingFinished: (run: TrainedSentence) => `Training finished. ${trainedSentence(run)}`,
    trainingStopped: (run: TrainedSentence) =>
      `Training stopped; the best model so far is kept. ${trainedSentence(run)}`,
    trainingNotFinite: (run: TrainedSentence) =>
      `The numbers grew without limit, so training ended early; the best model so far is kept. A smaller learning rate may help. ${trainedSentence(run)}`,
    trainingCalledOff: 'Training was called off before it began. Nothing changed.',
    trainingWaitsForImages: (waiting: number) =>
      `Training was called off: ${count(waiting, 'image still waits', 'images still wait')}. Nothing changed. Continue with the images, then train.`,

    predictionRunning: (file: string) => `Looking at ${file}.`,
    predictionDone: (file: string, className: string, confidence: number, passedOverCount: number) =>
      `${file}: ${className}, ${percent(confidence)}.${passedOverCount === 0 ? '' : ` One image is classified at a time; ${count(passedOverCount, 'other file was', 'other files were')} passed over.`}`,

    exportRunning: 'Writing the file.',
    exportStopped: 'The export was stopped. Nothing was downloaded; all that you have is kept.',
    exportDone: (fileName: string, sizeBytes: number, leftOut: readonly string[]) =>
      `${fileName} downloaded, ${size(sizeBytes)}.${leftOut.length === 0 ? '' : ` ${enExport.export.leftOut(leftOut)}`}`,
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

/** What is said of a finished training run. */
interface TrainedSentence {
  readonly epochs: number;
  readonly validationAccuracy: SaidAccuracy;
  readonly testAccuracy: SaidAccuracy;
}

/** 0 to 1; null for an empty set. */
type SaidAccuracy = number | 'not-measured' | null;

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

function number(amount: number): string {
  return amount.toLocaleString('en', { maximumFractionDigits: 0 });
}

/** A technical detail behind the words that it explains; nothing where there is none. */
function inBrackets(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}

/** How people write the format that core/images/identify-image.ts names. */
function formatName(format: string): string {
  const names: Readonly<Record<string, string>> = { webp: 'WebP', jp2: 'JPEG 2000', jxl: 'JPEG XL' };
  return names[format] ?? format.toUpperCase();
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${number(rest)} more`;
}

function backendLabel(backend: string): string {
  const names: Readonly<Record<string, string>> = enEngine.engine.names;
  return names[backend] ?? backend;
}

function settingLabel(setting: string): string {
  const fields: Readonly<Record<string, { readonly label: string }>> = enTrain.settings.fields;
  return fields[setting]?.label ?? setting;
}
