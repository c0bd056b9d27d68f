import type { Random } from '../shared/random.ts';
import { optimizers, type TrainingSettings } from './training-settings.ts';

/** From where to where the learning rate is drawn: SGD takes about ten times as much as Adam. */
const learningRates = { adam: [3e-4, 1e-2], adamw: [3e-4, 1e-2], sgd: [3e-3, 0.3] } as const;

/**
 * Other settings to try, for a random search (Bergstra and Bengio, 2012): what is about the recipe and the head is drawn,
 * rates and penalties evenly over their orders of magnitude; all else stays as it is.
 */
export function drawSettings(base: TrainingSettings, random: Random): TrainingSettings {
  const optimizer = pick(['adam', ...optimizers], random);
  return {
    ...base,
    optimizer,
    learningRate: drawLog(learningRates[optimizer], random),
    schedule: pick(['constant', 'cosine', 'one-cycle'] as const, random),
    l2: drawLog([1e-3, 0.1], random),
    weightDecay: drawLog([0.1, 3], random),
    hiddenUnits: pick([0, 0, 64, 128], random),
    dropout: pick([0, 0, 0.2, 0.5], random),
    labelSmoothing: pick([0, 0, 0.1], random),
    mixup: pick([0, 0, 0.2, 0.4], random),
  };
}

function pick<const Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random.next() * items.length)] as Item;
}

/** Evenly over the logarithms, to two digits. */
function drawLog([from, to]: readonly [number, number], random: Random): number {
  return Number((from * (to / from) ** random.next()).toPrecision(2));
}
