import { count } from './en-counts.ts';

const plain = new Intl.NumberFormat('en', { useGrouping: 'min2', maximumFractionDigits: 0 });

type SetName = 'training' | 'validation' | 'test';

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
  noClassFound: 'No class of that name',
  /** Under a list of classes that is too long to show whole. */
  moreClasses: (amount: number) => `${plain.format(amount)} more; type to find them`,
  newClass: 'New class',
  dropImages: (className: string) => `Move to ${className}`,
  remove: 'Remove',
  set: 'Set',
  setOfSelected: (amount: number) => `Set of ${images(amount)}`,
  sets: {
    split: 'Let the split decide',
    training: 'Training',
    validation: 'Validation',
    test: 'Test',
  },
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
  undo: (edit: string) => `Undo: ${edit}`,
  redo: (edit: string) => `Redo: ${edit}`,
};
