import { aboutTime } from './en-about-time.ts';
import { count } from './en-counts.ts';

function images(amount: number): string {
  return count(amount, 'image', 'images');
}

/** What the form of augmentation says, in English. */
export const enAugmentationForm = {
  intro:
    'Learns from changed copies of your images, too: mirrored, turned, cropped, in other light. Images held back to check, and test images, stay as they are.',
  /** What `npm run bench -- --augmentation` gave; see src/README.md. */
  measured:
    'Do not expect much: in our measurements on photos of flowers and pets, one copy changed test accuracy by half a point at most, three copies cost one to two points, and with ten images per class even one copy cost two or three. It is meant for images that will be turned or lit otherwise than yours. Compare with and without it.',
  copies: 'Copies of each training image',
  off: 'Off',
  flip: 'Mirror every other copy',
  flipHelp: 'Not where left and right differ, as with letters, signs and hands.',
  previews: 'How copies of your images look',
  original: (className: string) => `Image of ${className}`,
  copy: (number: number, className: string) => `Copy ${number} of the image of ${className}`,
  noPreviews: 'Once your images are ready, copies of some of them are shown here.',
  nothingChanges: 'Nothing is chosen that would change the copies, so none are made.',
  onlyMirrored: 'There is only one mirror image of each, so one copy is made.',
  cost: (imageCount: number, copies: number, newCount: number, durationMs: number | null) => {
    const product = `${images(imageCount)} × ${count(copies, 'copy', 'copies')}`;
    if (newCount === 0) return `${product}: all of them are known already, so nothing has to be looked at.`;
    const time = durationMs === null ? '' : `, ${aboutTime(durationMs)} on this device`;
    return newCount === imageCount * copies
      ? `${product}: ${count(newCount, 'more image', 'more images')} to look at before training${time}.`
      : `${product}: ${count(newCount, 'of them is new and has', 'of them are new and have')} to be looked at before training${time}.`;
  },
  onceOnly: 'Each is looked at once and then remembered, here and in your next visit.',
  epochCost: (copies: number) =>
    `Each epoch takes about ${copies + 1} times as long: it goes through ${copies + 1} images where it went through one.`,
};
