import { givenSet } from '../core/dataset/given-set.ts';
import { activationLimitBytes } from '../core/embedding/activation-limit.ts';
import type { BaseCut } from '../core/embedding/list-cuts.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { StudioState } from './studio-state.ts';

/** What training the last blocks would take, before it begins. */
export interface TuningEstimate {
  readonly cut: BaseCut;
  readonly imageCount: number;
  /** Of all images at the cut, while it runs. */
  readonly activationBytes: number;
  /** The most blocks that these images leave room for; `cut.blockCount` where that fits. */
  readonly largestFit: number;
  /** About; null where nothing was measured on this backend. */
  readonly durationMs: number | null;
}

type EstimatedState = Pick<StudioState, 'classes' | 'samples' | 'settings' | 'engine' | 'timings'>;

/** A step forward and back costs three passes: one forward, one for the gradients of the input, one for those of the weights. */
const passesOfStep = 3;

/** @returns null where no blocks are chosen, or the base model in use cannot be cut */
export function estimateTuning(state: EstimatedState): TuningEstimate | null {
  const { classes, samples, settings, engine } = state;
  if (engine.phase !== 'ready' || settings.tunedBlockCount === 0) return null;
  const { cuts } = engine;
  const cut = cuts[Math.min(settings.tunedBlockCount, cuts.length) - 1];
  if (cut === undefined) return null;
  const active = selectActiveSamples(classes, samples);
  const imageCount = active.length;
  const fits = ({ activationBytes }: BaseCut) => imageCount * activationBytes <= activationLimitBytes;
  const largestFit = fits(cut)
    ? cut.blockCount
    : (cuts.findLast((each) => each.blockCount < cut.blockCount && fits(each))?.blockCount ?? 0);
  const fitCount = active.filter((sample) => givenSet(sample) !== 'test').length;
  return {
    cut,
    imageCount,
    activationBytes: imageCount * cut.activationBytes,
    largestFit,
    durationMs: estimateTime(state, cut, imageCount, fitCount),
  };
}

/**
 * All images to the cut, then epochs over those that are trained on, with a look at those held back, then all through the
 * blocks; where there is a refit, as many epochs over both together, and all through the blocks once more.
 */
function estimateTime(
  { settings, engine, timings }: EstimatedState,
  { workFraction }: BaseCut,
  imageCount: number,
  fitCount: number,
): number | null {
  if (engine.phase !== 'ready') return null;
  const report = engine.reports.find(({ backend }) => backend === engine.backend);
  const passMs =
    timings.imagesEmbedded > 0
      ? timings.embedMs / timings.imagesEmbedded
      : report?.state === 'ready'
        ? report.msPerImage
        : null;
  if (passMs === null) return null;
  const decodeMs = timings.imagesEmbedded > 0 ? timings.decodeMs / timings.imagesEmbedded : 0;
  const { tuningEpochs, validationFraction, refit } = settings;
  const trainedCount = fitCount * (1 - validationFraction);
  const heldBackCount = fitCount - trainedCount;
  const epochPasses = passesOfStep * trainedCount + heldBackCount;
  const readingMs = imageCount * (decodeMs + (1 - workFraction) * passMs);
  const fitPasses = tuningEpochs * epochPasses + imageCount;
  const refitPasses = refit && heldBackCount > 0 ? tuningEpochs * passesOfStep * fitCount + imageCount : 0;
  const blockPasses = fitPasses + refitPasses;
  return readingMs + blockPasses * workFraction * passMs;
}
