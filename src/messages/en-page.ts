import { count } from './en-counts.ts';
import { enGallery } from './en-gallery.ts';

const plain = new Intl.NumberFormat('en', { useGrouping: 'min2', maximumFractionDigits: 1 });
const decimal = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const threePlaces = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const wordy = new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' });
const grouped = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const list = new Intl.ListFormat('en');
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

function images(amount: number): string {
  return count(amount, 'image', 'images');
}

function epochs(amount: number): string {
  return count(amount, 'epoch', 'epochs');
}

/** `2.1 GB`, `1.4 MB`, `24 kB`: powers of ten, as download lists show them. */
function size(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} bytes`;
  const [value, unit] =
    sizeBytes < 999_500
      ? [sizeBytes / 1e3, 'kB']
      : sizeBytes < 999_500_000
        ? [sizeBytes / 1e6, 'MB']
        : [sizeBytes / 1e9, 'GB'];
  return `${plain.format(value >= 100 ? Math.round(value) : value)} ${unit}`;
}

/** The English sentences of the page: what buttons, headings, hints and labels say. */
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
  projects: {
    badge: (name: string, keeping: string) => `Project: ${name}, ${keeping}`,
    keeping: {
      opening: 'being opened',
      kept: 'kept in this browser',
      off: 'not kept',
      failed: 'not all of it kept',
    },
    title: 'Projects',
    name: 'Name of this project',
    keepingHelp: {
      opening: 'This project is being opened.',
      kept: 'Everything you do here is kept in this browser as you do it, on this device alone.',
      off: 'Nothing of this visit is kept. Once this page is closed, it is gone.',
      failed: 'Not everything of this project is kept in this browser. It is all still here in this tab.',
    },
    storage: (facts: {
      readonly persisted: boolean | null;
      readonly usageBytes: number | null;
      readonly quotaBytes: number | null;
    }) => {
      const room =
        facts.usageBytes === null || facts.quotaBytes === null
          ? ''
          : `In use: ${size(facts.usageBytes)} of ${size(facts.quotaBytes)}. `;
      const promise =
        facts.persisted === true
          ? 'The browser keeps it until you delete it.'
          : facts.persisted === false
            ? 'The browser may delete it when the device runs out of room, so save what matters as a file, too.'
            : 'The browser does not say how long it keeps it, so save what matters as a file, too.';
      return `${room}${promise}`;
    },
    nearlyFull: (usageBytes: number, quotaBytes: number) =>
      `The room that this browser gives is nearly full: ${size(usageBytes)} of ${size(quotaBytes)}. Delete projects that you no longer need, or save them as files first.`,
    keep: 'Keep this project',
    keepNothing: 'Keep nothing of this visit',
    all: 'All projects in this browser',
    none: 'Nothing is kept yet. A project comes into being with its first class or image.',
    create: 'New project',
    open: 'Open',
    isOpen: 'Open here',
    openNamed: (name: string) => `Open ${name}`,
    delete: 'Delete',
    deleteNamed: (name: string) => `Delete ${name}`,
    deleteQuestion: 'For good?',
    deleteForGood: (name: string) => `Delete ${name} for good`,
    /** @param changedAt ISO 8601 */
    changed: (changedAt: string) => `changed ${date.format(new Date(changedAt))}`,
    opening: 'Opening your project',
    forgetTitle: 'A shared computer?',
    forgetText:
      'Deletes every project, image, model and setting that Graft has kept on this computer. Files that you have downloaded stay.',
    forget: 'Forget everything on this computer',
    forgetQuestion: 'All projects in this browser will be gone, and nobody can bring them back.',
    forgetNow: 'Yes, forget everything',
  },
  engine: {
    names: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'Plain JavaScript' },
    badge: (backend: string, time: string | null) =>
      time === null ? `Engine: ${backend}` : `Engine: ${backend}, ${time} per image`,
    starting: 'Starting',
    startingBadge: 'Engine: starting',
    restarting: 'Restarting',
    restartingBadge: 'Engine: restarting',
    failed: 'Not running',
    failedBadge: 'Engine: not running',
    startTask: 'Starting the engine',
    restartTask: 'Starting the engine again',
    loadedBytes: (loaded: number, total: number) =>
      total > 0 ? `Base model: ${size(loaded)} of ${size(total)}` : 'Loading base model',
    measuring: (backend: string) => `Timing ${backend}`,
    title: 'Engine',
    chooseTitle: 'Computes with',
    automatic: 'Automatic',
    automaticHelp: 'The fastest that gives right results',
    use: 'Use this backend',
    measureAgain: 'Measure again',
    perImage: (time: string) => `${time} per image`,
    emulated: 'emulated, slow',
    untried: 'not measured',
    unavailable: (detail: string) => (detail === '' ? 'not available' : `not available (${detail})`),
    wrongResults: 'gives wrong results here',
  },
  baseModel: {
    title: 'Base model',
    intro:
      'The base model turns an image into numbers; only the head on top of it is trained. Another base model means that all images are looked at again.',
    inUse: (name: string, inputSize: number, embeddingSize: number) =>
      `In use: ${name}, ${inputSize} × ${inputSize} pixels in, ${grouped.format(embeddingSize)} numbers out.`,
    change: 'Change base model',
    kind: 'Where it comes from',
    builtIn: 'Built in',
    builtInHelp: 'MobileNet V1, trained on ImageNet, comes with Graft',
    url: 'An address',
    urlHelp: 'A TF.js model.json on a server that allows it',
    files: 'Files',
    filesHelp: 'model.json and its weight files from this device',
    mobilenet: 'A published MobileNet',
    mobilenetHelp: 'Through @tensorflow-models/mobilenet',
    format: 'Model format',
    layersModel: 'Layers model',
    graphModel: 'Graph model',
    address: 'Address of model.json',
    chooseFiles: 'Choose model files',
    chosenFiles: (names: readonly string[]) => list.format(names),
    version: 'Version',
    alpha: 'Width (alpha)',
    optionalAddress: 'Address, if not the published one',
    publishedHelp:
      'Left empty, tfhub.dev is asked, which no longer gives out every model. An address of your own copy is the safer way.',
    inputRange: 'Pixel values 0 to 255 become',
    rangeMinimum: 'Lowest',
    rangeMaximum: 'Highest',
    rangeHelp: 'As the model was trained: usually -1 to 1 or 0 to 1.',
    use: 'Use this base model',
  },
  images: {
    summary: (imageCount: number, classCount: number) =>
      `${images(imageCount)} in ${count(classCount, 'class', 'classes')}`,
    emptyTitle: 'Show it what to tell apart',
    emptyText:
      'Give each kind of thing its own class and a few images. Two classes are enough to begin; ten images each work well.',
    tryTitle: 'Just trying?',
    tryText: 'Take four classes of drawn animals, food, vehicles and buildings, and train in two clicks.',
    ownTitle: 'Have your own?',
    ownText: 'Drop files, folders or a ZIP anywhere on this page, or paste an image. Folders become classes.',
    addClass: 'Add class',
    importFolder: 'Import folder',
    importZip: 'Import ZIP or project',
    sampleImages: 'Sample images',
    credits: 'Credits and licences',
    className: 'Class name',
    addImages: 'Add images',
    addImagesTo: (name: string) => `Add images to ${name}`,
    useCamera: 'Use camera',
    useCameraFor: (name: string) => `Use camera for ${name}`,
    deleteClass: (name: string) => `Delete class ${name}`,
    waiting: (amount: number) => `${plain.format(amount)} waiting`,
    waitingHint: (amount: number) =>
      `${images(amount)} ${amount === 1 ? 'waits' : 'wait'} to be looked at. Training does it too.`,
    continueImport: 'Continue',
    imagesOf: (name: string) => `Images of ${name}`,
    emptyClass: 'Drop images or a video here',
    selected: (amount: number) => `${plain.format(amount)} selected`,
    removeSelected: (amount: number) => `Remove ${images(amount)}`,
    thumbnailHelp: 'Arrow keys move, Space selects, Enter opens, Delete removes',
    deletedClass: (name: string) => `Deleted class ${name}.`,
    removedImages: (amount: number) => `Removed ${images(amount)}.`,
    reading: (name: string | null) => (name === null ? 'Reading images' : `Reading ${name}`),
    importing: (name: string | null) => (name === null ? 'Adding images' : `Importing ${name}`),
    importCount: (done: number, total: number) => `${plain.format(done)} of ${plain.format(total)}`,
    dropTitle: 'Drop to bring these in',
    dropText:
      'Folders and ZIPs become classes. Loose images become a new class, or join the class you drop them on.',
    dropOnClass: (name: string) => `Drop into ${name}`,
    droppedFiles: 'dropped files',
    paste: 'Paste',
    pastedFiles: 'what was copied',
    pastedName: (number: number, ending: string) => `pasted-${String(number).padStart(3, '0')}.${ending}`,
    hintSecondClass: 'One more class, so that there is something to tell apart.',
    hintEmptyClasses: (names: readonly string[]) =>
      names.length > 3
        ? `${plain.format(names.length)} classes have no images yet.`
        : `${list.format(names)} ${names.length === 1 ? 'has' : 'have'} no images yet.`,
    hintFewImages: (name: string, amount: number) =>
      `${name} has only ${images(amount)}. It works, but ten or more make it reliable.`,
    hintUnbalanced: (most: string, fewest: string) =>
      `${most} has far more images than ${fewest}. More images of ${fewest} would help.`,
    problems: (amount: number) => `${count(amount, 'file', 'files')} did not come in`,
    remarks: (amount: number) => `${count(amount, 'file', 'files')} came in with a remark`,
    dismissProblems: 'Dismiss',
    /** Begins like the words on the button. */
    dismissRemarks: 'Dismiss remarks',
  },
  gallery: enGallery,
  credits: {
    title: 'Credits of the sample images',
    loading: 'Loading the credits',
    missing: 'The credits could not be read. They are in the folder samples of this site.',
  },
  /** The question about project files that are brought to other work. */
  projectOffer: {
    title: (files: readonly string[]) =>
      files.length === 1 ? `Open ${files[0]}` : `Open ${plain.format(files.length)} projects`,
    add: 'Add to what is here',
    addText: (fileCount: number) =>
      `${fileCount === 1 ? 'Its' : 'Their'} images join the classes of the same name, each image only once. The settings and the model that are here stay. One undo takes it all back.`,
    open: 'Open instead',
    openText: (fileCount: number) =>
      `${fileCount === 1 ? 'A project of its own, with everything in the file' : 'One new project of all the files'}. What is open now is kept among the projects.`,
    openLosesText:
      'A project of its own, with everything in the file. What is open now is not kept in this browser and would be lost: save it as a file first.',
  },
  train: {
    picture: (frozen: string, trained: string, blockCount: number | null) =>
      `The base model, ${frozen} frozen weights${blockCount === null ? '' : ` in ${blockCount} blocks`}, with a new head of ${trained} weights grafted on.`,
    frozen: (weights: string) => `${weights} frozen`,
    trained: (weights: string) => `${weights} trained`,
    frozenWeights: (amount: number) => wordy.format(amount),
    trainedWeights: (amount: number) => grouped.format(amount),
    moreClasses: (amount: number) => `${plain.format(amount)} more`,
    explanation:
      'A network that already knows shapes and textures stays as it is. Only a small new head learns your classes, so it takes seconds.',
    start: 'Train',
    plan: (imageCount: number, classCount: number, validationFraction: number) =>
      validationFraction === 0
        ? `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}. None is held back to check.`
        : `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}; about ${percent.format(validationFraction)} of each class is held back to check.`,
    planBalanced: 'Rare classes weigh more.',
    blockedEngine: 'The engine is still starting.',
    blockedEngineFailed: 'The engine is not running.',
    blockedNoClasses: 'Bring in images of at least two classes first.',
    blockedOneClass:
      'Only one class has images, so there is nothing to tell it apart from. Add images to a second one.',
    blockedImporting: 'Images are still coming in.',
    blockedSetting: (label: string) => `${label} is out of its range.`,
    progress: 'Training',
    epochOf: (epoch: number, epochCount: number) => `Epoch ${epoch} of ${epochCount}`,
    starting: 'Preparing the first epoch',
    refitOf: (epoch: number, epochCount: number) =>
      `Learning from all images: epoch ${epoch} of ${epochCount}`,
    stale: {
      'images-changed': 'Images changed since this training. Train again to include the changes.',
      'classes-changed': 'Classes changed since this training. Train again to include the changes.',
      'base-changed':
        'This head belongs to another base model than the one in use. Train again to use it with this one.',
    },
    summaryTitle: 'Trained',
    preparing: 'Looking at the images that wait',
    /** `othersFraction` is what classes without validation images give of those in no set; 0 where there are none. */
    planWithSets: (imageCount: number, classCount: number, othersFraction: number) =>
      `Learns from ${images(imageCount)} in ${count(classCount, 'class', 'classes')}; those that came as validation check it${othersFraction === 0 ? '' : `, and about ${percent.format(othersFraction)} of what came without a set in the other classes`}.`,
    summaryBest: (
      bestEpoch: number,
      epochCount: number,
      ending: 'finished' | 'stopped' | 'loss-not-finite' | 'cut-off',
      validated: boolean,
    ) => {
      const end =
        ending === 'finished'
          ? `after ${epochs(epochCount)}`
          : ending === 'stopped'
            ? `when it was stopped after ${epochs(epochCount)}`
            : ending === 'cut-off'
              ? `when the page was closed after ${epochs(epochCount)}`
              : `early, when the loss stopped being a number after ${epochs(epochCount)}`;
      return `Training ended ${end}${validated ? `; epoch ${bestEpoch} was the best` : ''}.`;
    },
    summaryBalanced: 'Rare classes weighed more: in the loss, all classes count the same.',
    summaryRefit: (bestEpoch: number) =>
      `Then the head learned from all images again, those held back too, for ${epochs(bestEpoch)}. The validation figures are from before that.`,
    summaryNoRefit: 'The head of that epoch is the one in use.',
    summaryRefitSkipped:
      'The head of that epoch is the one in use; it has not learned from the images held back.',
    summaryNotValidated: 'No images were held back, so there are no validation figures.',
    duration: (text: string) => `Took ${text}.`,
    cutOff: (epochCount: number, wantedCount: number) =>
      `The last training was cut off after ${epochs(epochCount)} of ${wantedCount}. Its head is kept, and so is the model from before it, which is in use.`,
    takeCutOff: 'Use its head',
    letCutOffGo: 'Keep the model in use',
  },
  settings: {
    title: 'Settings',
    advanced: 'Advanced',
    reset: 'Back to the defaults',
    range: (minimum: number, maximum: number) =>
      `From ${minimum.toLocaleString('en', { maximumFractionDigits: 6 })} to ${grouped.format(maximum)}`,
    wholeRange: (minimum: number, maximum: number) =>
      `A whole number from ${grouped.format(minimum)} to ${grouped.format(maximum)}`,
    fields: {
      epochs: { label: 'Epochs', help: 'How often it goes through all images.' },
      batchSize: { label: 'Batch size', help: 'Images it looks at before each small step.' },
      learningRate: { label: 'Learning rate', help: 'How large each step is.' },
      seed: { label: 'Seed', help: 'The same number repeats the same run.' },
      hiddenUnits: { label: 'Hidden units', help: 'Size of an extra layer in the head; 0 leaves it out.' },
      dropout: { label: 'Dropout', help: 'Share of inputs hidden at random, against learning by heart.' },
      l2: { label: 'L2 penalty', help: 'Keeps weights small, against learning by heart.' },
      validationFraction: {
        label: 'Validation share',
        help: 'Share of each class held back to check, 0 to 0.5.',
      },
      copiesPerImage: { label: 'Copies of each image', help: '' },
      rotationDegrees: { label: 'Turned by up to (°)', help: 'Either way, 0 to 45.' },
      cropFraction: { label: 'Cropped by up to (%)', help: 'Zooms in on a part.' },
      brightnessFraction: { label: 'Brightness by up to (%)', help: 'Darker or brighter.' },
      colourFraction: { label: 'Colour by up to (%)', help: 'Paler or stronger, warmer or colder.' },
    },
    weighClasses: 'Weigh rare classes more',
    weighClassesHelp:
      'All classes count the same in the loss, however few images they have. It finds more images of rare classes, but takes more others for them, too.',
    refit: 'Learn from all images at the end',
    refitHelp: 'Once the best length is known, held-back images are used too.',
  },
  charts: {
    lossTitle: 'Loss per epoch',
    loss: 'Loss',
    lossHelp: 'lower is better',
    accuracyTitle: 'Accuracy per epoch',
    accuracy: 'Accuracy',
    accuracyHelp: 'higher is better',
    training: 'Training',
    validation: 'Validation',
    epoch: 'Epoch',
    best: (epoch: number) => `best: ${epoch}`,
    showNumbers: 'Show the numbers',
    hideNumbers: 'Hide the numbers',
    none: 'none',
  },
  evaluate: {
    set: 'Set of images',
    validation: 'Validation',
    test: 'Test',
    before: 'After training you see here how often it is right, and what it mixes up.',
    emptyValidation:
      'No images were held back for validation, so there is nothing to measure on. Add more images per class, or raise the validation share.',
    emptyTest: 'These images have no test set. A ZIP or folder with a folder “test” brings one.',
    notMeasured: 'These images could not be judged. Train again to judge them.',
    validationNote: 'Images held back while training, judged by the head of the best epoch.',
    testNote: 'Images that had no part in training or in any choice.',
    accuracy: 'Accuracy',
    accuracyHelp: (right: number, total: number) => `${plain.format(right)} of ${images(total)} right`,
    macroF1: 'Macro F1',
    macroF1Help: 'Every class counts the same, however few images it has',
    confusionMatrix: 'Confusion matrix',
    confusionHelp: 'Rows are what it is, columns what the model says. Choose a number to see its images.',
    manyClasses: (classCount: number) =>
      `With ${plain.format(classCount)} classes the table would have ${plain.format(classCount ** 2)} cells, too many to read.`,
    confusionListHelp: (pairCount: number) =>
      `Instead, here ${pairCount === 1 ? 'is the one pair' : `are the ${plain.format(pairCount)} pairs`} of classes that it mixes up, the most frequent first. Choose one to see its images.`,
    nothingConfused: 'Nothing is mixed up.',
    trueClass: 'True class',
    predictedClass: 'Predicted',
    cell: (amount: number, trueClass: string, predictedClass: string) =>
      trueClass === predictedClass
        ? `${images(amount)} of ${trueClass} recognised`
        : `${images(amount)} of ${trueClass} taken for ${predictedClass}`,
    mostConfused: 'Mixed up most',
    confusedPair: (trueClass: string, predictedClass: string) => `${trueClass} taken for ${predictedClass}`,
    perClassReport: 'Per-class report',
    className: 'Class',
    precision: 'Precision',
    recall: 'Recall',
    f1: 'F1',
    support: 'Images',
    reportHelp:
      'Precision: right among those it calls so. Recall: found among those that are so. F1: both in one number.',
    noSupport: 'none',
    imageGone: 'This image has been removed since.',
    sure: (confidence: string) => `${confidence} sure`,
  },
  predict: {
    input: 'Image to classify',
    inputHelp: 'Drop it here or choose a file',
    dropHere: 'Drop to classify',
    tryOne: 'Or try one it has not learned from:',
    tryImage: (file: string) => `Try ${file}`,
    useCamera: 'Use camera',
    stopCamera: 'End camera',
    before: 'Once a head is trained, try it here on an image or with your camera.',
    list: 'Predictions',
    preview: (name: string) => `The square of ${name} that the model sees`,
    classifying: 'Classifying the image',
    took: (time: string) => `${time} for one image`,
    waiting: 'Predictions show here, the likeliest class first.',
  },
  export: {
    before: 'A trained model can be downloaded here.',
    workTitle: 'Your work',
    project: {
      action: 'Save project',
      text: 'Images, classes, settings and the trained model in one file. “Import ZIP or project” opens it, here or on another device.',
    },
    withEmbeddings: (sizeText: string) => `Opens faster, ${sizeText} larger`,
    dataSet: {
      action: 'Download data set',
      text: 'The images as a ZIP of class folders with a table of labels, for Keras, Hugging Face and others.',
    },
    deviceOnly: 'Files are made in this tab. Nothing is uploaded.',
    writing: 'Writing the file',
    leftOut: (files: readonly string[]) =>
      `${images(files.length)} could not be read any more and ${files.length === 1 ? 'is' : 'are'} not in it: ${list.format(files.length > 4 ? [...files.slice(0, 3), `${plain.format(files.length - 3)} more`] : files)}. A chosen file that was moved or changed since must be added again.`,
    saved: (fileName: string, sizeText: string) => `${fileName}, ${sizeText}`,
    howTo: 'How to use it',
    code: 'Code',
    copy: 'Copy code',
    copied: 'Copied',
    copyByHand:
      'This browser does not let the page copy. The code is selected: press Ctrl+C, or ⌘C on a Mac.',
    notExportable: (baseModel: string) =>
      `The layers of ${baseModel} are not known, so only the head can be exported.`,
    head: {
      action: 'Download head (TF.js)',
      text: 'The trained layer alone: from the base model’s numbers to class probabilities.',
    },
    fullModel: {
      action: 'Download full model (TF.js)',
      text: 'Base and head in one TF.js layers model: from pixels to class probabilities.',
    },
    report: {
      action: 'Download report',
      text: 'Settings, curves, scores and every prediction as one JSON file.',
    },
  },
};
