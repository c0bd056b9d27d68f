import type { BatchPlan } from '../core/embedding/embedder.ts';
import { drawLearningCurve } from '../core/experiments/draw-learning-curve.ts';
import type { SmallImages } from '../core/experiments/experiment-data.ts';
import { smallImageSide } from '../core/experiments/small-network.ts';
import { tryApproach } from '../core/experiments/try-approach.ts';
import { tryGrowth } from '../core/experiments/try-growth.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { Failure } from '../core/shared/failure.ts';
import { embedAtSizes } from './embed-at-sizes.ts';
import { embedCompressed } from './embed-compressed.ts';
import { embedShifted } from './embed-shifted.ts';
import type { EnginePorts, LoadedBaseModel } from './engine-ports.ts';
import type { ExperimentsApi, Picture } from './experiments-api.ts';
import { createSmallImageReader } from './small-images.ts';
import type { RunSteps } from './step-runner.ts';
import { tuneLoadedBase } from './tune-loaded-base.ts';

/** Gives work the base model in use, which stays it until the work has ended, and how many images its backend takes at once. */
type WithBase = <Result>(
  work: (base: LoadedBaseModel, runSteps: RunSteps, plan: BatchPlan) => Promise<Result | Failure>,
) => Promise<Result | Failure>;

/** The reading of pictures is so much of what takes them, as the page is told. */
const readingShare = 0.1;

/** The engine's experiments. */
export function createExperiments(ports: EnginePorts, withBase: WithBase): ExperimentsApi {
  const { images, clock } = ports;
  const reader = createSmallImageReader(images, smallImageSide);

  /**
   * Reads the pictures, if there are any, before `work`.
   * @param work gets how much of all is done once so much of it is
   */
  const withPictures = async <Result>(
    pictures: readonly Picture[] | null,
    onProgress: (doneFraction: number) => Promise<Answer>,
    work: (small: SmallImages | null, ofAll: (doneFraction: number) => number) => Promise<Result>,
  ): Promise<Result | Failure | null> => {
    if (pictures === null) return work(null, (doneFraction) => doneFraction);
    const small = await reader.read(pictures, (doneFraction) => onProgress(readingShare * doneFraction));
    if (small === null || 'kind' in small) return small;
    return work(small, (doneFraction) => readingShare + (1 - readingShare) * doneFraction);
  };

  return {
    tryApproach: (request, pictures, onProgress) =>
      withBase(({ loadImagenetHead }, runSteps) =>
        withPictures(pictures, onProgress, async (small, ofAll) => {
          const imagenetHead = request.approach === 'imagenet' ? await loadImagenetHead?.() : null;
          if (imagenetHead !== null && imagenetHead !== undefined && 'kind' in imagenetHead)
            return imagenetHead;
          const trial = tryApproach(request, { imagenetHead: imagenetHead ?? null, images: small }, clock);
          return runSteps(trial, (doneFraction) => onProgress(ofAll(doneFraction)));
        }),
      ),

    embedShifted: (pictures, shifts, onProgress, tunedLayers = null) =>
      withBase(async (base) => {
        const tuned = tuneLoadedBase(base, tunedLayers);
        return 'kind' in tuned ? tuned : embedShifted(tuned, ports, pictures, shifts, onProgress);
      }),

    embedCompressed: (pictures, precision, onProgress, tunedLayers = null) =>
      withBase(async (base) => {
        const tuned = tuneLoadedBase(base, tunedLayers);
        return 'kind' in tuned ? tuned : embedCompressed(tuned, ports, pictures, precision, onProgress);
      }),

    embedAtSizes: (pictures, inputSizes, onProgress) =>
      withBase((base, _, plan) => embedAtSizes(base, plan, ports, pictures, inputSizes, onProgress)),

    drawLearningCurve: (request, pictures, onStep) =>
      withBase((_, runSteps) =>
        withPictures(
          pictures,
          (doneFraction) => onStep({ doneFraction, results: [] }),
          (small, ofAll) =>
            runSteps(drawLearningCurve(request, small, clock), ({ doneFraction, results }) =>
              onStep({ doneFraction: ofAll(doneFraction), results }),
            ),
        ),
      ),

    tryGrowth: (request, onStep) => withBase((_, runSteps) => runSteps(tryGrowth(request), onStep)),
  };
}
