import { count } from './en-counts.ts';

const plain = new Intl.NumberFormat('en', { useGrouping: 'min2', maximumFractionDigits: 0 });

type SetName = 'training' | 'validation' | 'test';

const setNames = { training: 'Training', validation: 'Validation', test: 'Test' } as const;

function images(amount: number): string {
  return count(amount, 'image', 'images');
}

/** The English sentences for living with the images that are there: classes, colours, selections, undo. */
export const enGallery = {
  /** The colours of classes, in their order. */
  colours: [
    'Blue',
    'Orange',
    'Green',
    'Purple',
    'Red',
    'Teal',
    'Pink',
    'Gold',
    'Brown',
    'Indigo',
    'Olive',
    'Grey',
  ],
  healthLine: (findingCount: number) =>
    findingCount === 0
      ? 'Nothing stands out in these images.'
      : `${count(findingCount, 'thing', 'things')} to look at before you train.`,
  openHealth: 'Check images',
  colourOf: (className: string, colour: string) => `Colour of ${className}: ${colour}`,
  classActions: (className: string) => `More for class ${className}`,
  leaveOutClass: 'Leave out of training',
  leaveOut: 'Leave out',
  takeIn: 'Take in again',
  leftOut: (amount: number) => `${plain.format(amount)} left out`,
  classLeftOut: 'Left out of training',
  selectAll: (amount: number) => `Select all ${plain.format(amount)}`,
  clearSelection: 'Clear selection',
  moveTo: 'Move to',
  moveSelected: (amount: number) => `Move ${images(amount)} to another class`,
  findClass: 'Find a class',
  targets: 'Classes to move to',
  /** Under a list of classes that is too long to show whole. */
  moreClasses: (amount: number) => `${plain.format(amount)} more; type to find them`,
  newClass: 'New class',
  dropImages: (className: string) => `Move to ${className}`,
  remove: 'Remove',
  set: 'Set',
  setOfSelected: (amount: number) => `Set of ${images(amount)}`,
  sets: { split: 'Let the split decide', ...setNames },
  /** The name of an image, and what is special about it. */
  describeImage: (
    file: string,
    {
      waiting,
      disabled,
      pinnedSet,
    }: { readonly waiting: boolean; readonly disabled: boolean; readonly pinnedSet: SetName | null },
  ) =>
    [
      file,
      ...(waiting ? ['waiting'] : []),
      ...(disabled ? ['left out of training'] : []),
      ...(pinnedSet === null ? [] : [`kept in the ${pinnedSet} set`]),
    ].join(', '),
  previousImage: 'Previous image',
  nextImage: 'Next image',
  imageOf: (place: number, total: number) => `Image ${plain.format(place)} of ${plain.format(total)}`,
  originalNotShown:
    'This browser cannot show the original itself, so this is the small picture made from it. Training is not affected.',
  factClass: 'Class',
  factSize: 'Size',
  /** @param sizeText the bytes of the file, in words; `pixels` is null until they are known */
  sizeOf: (sizeText: string, pixels: readonly [number, number] | null) =>
    pixels === null ? sizeText : `${pixels[0]} × ${pixels[1]} pixels, ${sizeText}`,
  /** The set of an image that is trained: chosen by hand, by the folder it came in, or by neither. */
  setOf: (pinned: SetName | null, assigned: SetName | null) => {
    if (pinned !== null) return `${setNames[pinned]}, chosen by hand`;
    if (assigned !== null) return `${setNames[assigned]}, as it came`;
    return 'The split decides';
  },
  findImages: 'Find images by name',
  clearSearch: 'Clear the search',
  found: (imageCount: number, classCount: number) =>
    imageCount === 0
      ? 'No image has that in its name.'
      : `${images(imageCount)} found in ${count(classCount, 'class', 'classes')}`,
  foundHere: (amount: number) => `${plain.format(amount)} found`,
  selectFound: (amount: number) => `Select all ${plain.format(amount)} found`,
  undo: (edit: string) => `Undo: ${edit}`,
  redo: (edit: string) => `Redo: ${edit}`,
};
