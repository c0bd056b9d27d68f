import { count } from './en-counts.ts';
import { images, list, plain } from './en-formats.ts';
import { enGallery } from './en-gallery.ts';

/** What the page says in the step "Images". */
export const enImages = {
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
};
