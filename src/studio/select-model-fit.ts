import type { SetName } from '../core/dataset/dataset.ts';
import { baseModelKey } from './embedding-store.ts';
import { rememberLast } from './remember-last.ts';
import { selectActiveClassSamples, selectActiveSamples } from './select-active-samples.ts';
import type { StudioState } from './studio-state.ts';

/** Whether the trained model still is one of the images as they are; what changed first counts. */
export type ModelFit = 'current' | 'base-changed' | 'classes-changed' | 'images-changed';

/**
 * Compares the model with the base model, classes and images of now. Names do not matter, nor do classes without
 * images, nor the engine while it does not run. A model that no longer fits can still be used.
 * @returns null when there is no model
 */
export function selectModelFit({ model, engine, classes, samples }: StudioState): ModelFit | null {
  return compareModel(model, engine, classes, samples);
}

const setNames: readonly SetName[] = ['training', 'validation', 'test'];

const compareModel = rememberLast(
  (
    _: unknown,
    model: StudioState['model'],
    engine: StudioState['engine'],
    classes: StudioState['classes'],
    allSamples: StudioState['samples'],
  ): ModelFit | null => {
    if (model === null) return null;
    if (engine.phase === 'ready' && baseModelKey(engine.baseModel) !== baseModelKey(model.baseModel)) {
      return 'base-changed';
    }
    if (!isSameSet(model.classIds, selectActiveClassSamples(classes, allSamples))) return 'classes-changed';
    const samples = selectActiveSamples(classes, allSamples);
    const classIdNow = new Map(samples.map(({ id, classId }) => [id, classId]));
    const isAsTrained = (set: SetName) =>
      model.split[set].every((id, row) => {
        const column = model.sampleClassIndexes[set][row] ?? -1;
        return classIdNow.get(id) === model.classIds[column];
      });
    const { leftOut } = model.split;
    const splitCount = setNames.reduce((sum, set) => sum + model.split[set].length, leftOut.length);
    const isSameSplit =
      splitCount === samples.length &&
      leftOut.every((id) => classIdNow.has(id)) &&
      setNames.every(isAsTrained);
    return isSameSplit ? 'current' : 'images-changed';
  },
);

/** @param members each once */
function isSameSet(members: readonly string[], set: Pick<ReadonlySet<string>, 'size' | 'has'>): boolean {
  return members.length === set.size && members.every((member) => set.has(member));
}
