import { type Augmentation, countCopies } from '../core/images/augment-image.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { BaseModelInfo, ImageToCopy } from '../engine/engine-api.ts';
import type { CopyStore } from './copy-store.ts';
import { baseModelKey } from './embedding-store.ts';
import type { StudioSample } from './studio-state.ts';

/** What the embedding of a copy depends on, beside its image and its number. */
export function copySettingKey(baseModel: BaseModelInfo, augmentation: Augmentation): string {
  const { flip, rotationDegrees, cropFraction, brightnessFraction, colourFraction } = augmentation;
  const changes = [flip, rotationDegrees, cropFraction, brightnessFraction, colourFraction];
  return JSON.stringify([baseModelKey(baseModel), ...changes]);
}

/** The numbers of the copies that these settings ask for. */
export function listCopyNumbers(settings: TrainingSettings): readonly number[] {
  return Array.from({ length: countCopies(settings, settings.copiesPerImage) }, (_, index) => index + 1);
}

/** The copies of these samples that are not embedded yet; of equal images once. */
export function listMissingCopies(
  samples: readonly StudioSample[],
  settings: TrainingSettings,
  copies: CopyStore,
  baseModel: BaseModelInfo,
): readonly ImageToCopy[] {
  const settingKey = copySettingKey(baseModel, settings);
  const numbers = listCopyNumbers(settings);
  const images = new Map(samples.map(({ imageHash, image }) => [imageHash, image]));
  return [...images].flatMap(([imageHash, image]) => {
    if (imageHash === null) return [];
    const copyNumbers = numbers.filter((number) => !copies.has(settingKey, imageHash, number));
    return copyNumbers.length === 0 ? [] : [{ image, imageHash, copyNumbers }];
  });
}
