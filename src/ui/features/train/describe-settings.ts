import type { TrainingSettings } from '../../../core/training/training-settings.ts';
import type { LateMessages } from '../../../messages/en.ts';

/** The recipe and the head of some settings in a line: what is off is left out. */
export function describeSettings(settings: TrainingSettings, words: LateMessages['recipe']['short']): string {
  const { optimizer, schedule, hiddenUnits, dropout, labelSmoothing, mixup, tunedBlockCount } = settings;
  return [
    words.optimizers[optimizer],
    words.rate(settings.learningRate),
    words.schedules[schedule],
    optimizer === 'adamw' ? words.weightDecay(settings.weightDecay) : words.l2(settings.l2),
    words.hidden(hiddenUnits),
    ...(tunedBlockCount > 0 ? [words.blocks(tunedBlockCount)] : []),
    ...(dropout > 0 ? [words.dropout(dropout)] : []),
    ...(labelSmoothing > 0 ? [words.labelSmoothing(labelSmoothing)] : []),
    ...(mixup > 0 ? [words.mixup(mixup)] : []),
  ].join(', ');
}
