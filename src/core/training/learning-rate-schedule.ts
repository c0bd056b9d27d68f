import type { TrainingSettings } from './training-settings.ts';

/** How the learning rate goes over one run. */
export interface LearningRateSchedule {
  /**
   * The rate of the step that begins after so many epochs.
   * @param epochsDone 0 at the first step; a fraction within an epoch
   */
  rateAt(epochsDone: number): number;
  /**
   * Tells what an epoch gave; only `plateau` listens. A refit is told what the fit saw, so that its rates are the same.
   * @param loss of validation, or of training where nothing is validated
   */
  observe(loss: number): void;
}

/** `one-cycle` rises for so much of the run, from a 25th of the highest rate, and ends at a 10,000th of where it began. */
const oneCycle = { riseFraction: 0.3, startDivisor: 25, endDivisor: 10_000 };
/** `plateau` halves the rate after so many epochs without a new lowest loss, down to a thousandth of the first. */
export const plateau = { patience: 5, factor: 0.5, lowestFraction: 0.001 };

/**
 * - `constant`: the same for all steps.
 * - `cosine`: rate / 2 * (1 + cos(pi * done)) (Loshchilov and Hutter, 2017, without restarts).
 * - `one-cycle`: up and down again, both along a cosine (Smith and Topin, 2018; the rates of PyTorch's OneCycleLR).
 * - `plateau`: falls when the loss does not any more (as Keras's ReduceLROnPlateau).
 */
export function createLearningRateSchedule({
  schedule,
  learningRate,
  epochs,
}: Pick<TrainingSettings, 'schedule' | 'learningRate' | 'epochs'>): LearningRateSchedule {
  const ofRun = (rate: (done: number) => number): LearningRateSchedule => ({
    rateAt: (epochsDone) => rate(Math.min(1, epochsDone / epochs)),
    observe() {},
  });
  switch (schedule) {
    case 'constant':
      return ofRun(() => learningRate);
    case 'cosine':
      return ofRun((done) => glide(learningRate, 0, done));
    case 'one-cycle': {
      const { riseFraction, startDivisor, endDivisor } = oneCycle;
      const first = learningRate / startDivisor;
      return ofRun((done) =>
        done < riseFraction
          ? glide(first, learningRate, done / riseFraction)
          : glide(learningRate, first / endDivisor, (done - riseFraction) / (1 - riseFraction)),
      );
    }
    case 'plateau':
      return createPlateau(learningRate);
  }
}

function createPlateau(learningRate: number): LearningRateSchedule {
  let rate = learningRate;
  let lowestLoss = Number.POSITIVE_INFINITY;
  let waited = 0;
  return {
    rateAt: () => rate,
    observe(loss) {
      waited = loss < lowestLoss ? 0 : waited + 1;
      lowestLoss = Math.min(lowestLoss, loss);
      if (waited < plateau.patience) return;
      waited = 0;
      rate = Math.max(rate * plateau.factor, learningRate * plateau.lowestFraction);
    },
  };
}

/** From one rate to another along half a cosine. @param done 0 to 1 */
function glide(from: number, to: number, done: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * done));
}
