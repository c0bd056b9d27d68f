import { baseModelKey } from './embedding-store.ts';
import { rememberLast } from './remember-last.ts';
import { selectClassSamples } from './select-class-samples.ts';
import type { StudioState } from './studio-state.ts';

/** Whether the trained model still is one of the images as they are; what changed first counts. */
export type ModelFit = 'current' | 'base-changed' | 'classes-changed' | 'images-changed';

/**
 * Compares the model with the base model, classes and images of now. Names do not matter, nor do classes without
 * images, nor the engine while it does not run. A model that no longer fits can still be used.
 * @returns null when there is no model
 */
export function selectModelFit({ model, engine, samples }: StudioState): ModelFit | null {
  return compareModel(model, engine, samples);
}

const compareModel = rememberLast(
  (
    _: unknown,
    model: StudioState['model'],
    engine: StudioState['engine'],
    samples: StudioState['samples'],
  ): ModelFit | null => {
    if (model === null) return null;
    if (engine.phase === 'ready' && baseModelKey(engine.baseModel) !== baseModelKey(model.baseModel)) {
      return 'base-changed';
    }
    if (!isSameSet(model.classIds, selectClassSamples(samples))) return 'classes-changed';
    const trainedIds = [...model.split.training, ...model.split.validation, ...model.split.test];
    return isSameSet(trainedIds, new Set(samples.map(({ id }) => id))) ? 'current' : 'images-changed';
  },
);

/** @param members each once */
function isSameSet(members: readonly string[], set: Pick<ReadonlySet<string>, 'size' | 'has'>): boolean {
  return members.length === set.size && members.every((member) => set.has(member));
}
