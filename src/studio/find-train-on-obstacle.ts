import { givenSet } from '../core/dataset/given-set.ts';
import { baseModelKey } from './embedding-store.ts';
import { rememberLast } from './remember-last.ts';
import { selectActiveClassSamples, selectActiveSamples } from './select-active-samples.ts';
import type { StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/**
 * Why training cannot go on from the trained head. `learned-held-back`: the person has put images that it has learned from
 * among those that check it.
 */
export type TrainOnObstacle =
  | 'other-base'
  | 'other-layers'
  | 'tuned-base'
  | 'blocks-wanted'
  | 'no-known-class'
  | 'learned-held-back';

/** @returns null where training can go on from the head, and where there is none */
export function findTrainOnObstacle({
  model,
  engine,
  classes,
  samples,
  settings,
}: Pick<StudioState, 'model' | 'engine' | 'classes' | 'samples' | 'settings'>): TrainOnObstacle | null {
  return findObstacle(model, engine, classes, samples, settings.hiddenUnits, settings.tunedBlockCount);
}

const findObstacle = rememberLast(
  (
    _: unknown,
    model: TrainedModel | null,
    engine: StudioState['engine'],
    classes: StudioState['classes'],
    samples: StudioState['samples'],
    hiddenUnits: number,
    tunedBlockCount: number,
  ): TrainOnObstacle | null => {
    if (model === null) return null;
    if (engine.phase === 'ready' && baseModelKey(engine.baseModel) !== baseModelKey(model.baseModel))
      return 'other-base';
    if (countHiddenUnits(model) !== hiddenUnits) return 'other-layers';
    if (model.tunedLayers !== null) return 'tuned-base';
    if (tunedBlockCount > 0 && engine.phase === 'ready' && engine.cuts.length > 0) return 'blocks-wanted';
    const filled = selectActiveClassSamples(classes, samples);
    if (!model.classIds.some((id) => filled.has(id))) return 'no-known-class';
    const learned = new Set(model.split.training);
    const isHeldBack = selectActiveSamples(classes, samples).some(
      (sample) => (givenSet(sample) ?? 'training') !== 'training' && learned.has(sample.id),
    );
    return isHeldBack ? 'learned-held-back' : null;
  },
);

function countHiddenUnits({ validationHead: { layers } }: TrainedModel): number {
  const [hidden] = layers;
  return layers.length > 1 && hidden !== undefined ? hidden.outputSize : 0;
}
