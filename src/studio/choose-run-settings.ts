import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { ReadyEngine } from './engine-access.ts';

/**
 * What of the settings a run with this base model follows: no more blocks are trained than it can be cut at, and where
 * some are, copies of images take no part.
 */
export function chooseRunSettings(
  settings: TrainingSettings,
  { cuts }: Pick<ReadyEngine, 'cuts'>,
): TrainingSettings {
  const tunedBlockCount = Math.min(settings.tunedBlockCount, cuts.length);
  return { ...settings, tunedBlockCount, ...(tunedBlockCount > 0 && { copiesPerImage: 0 }) };
}
