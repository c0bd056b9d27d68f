import type { SetName } from '../core/dataset/dataset.ts';
import { givenSet } from '../core/dataset/given-set.ts';
import type { StudioSample } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** The set of each sample in a data set that is written: as it was given, else as the model was trained, else training; null where there are no sets. */
export function findWrittenSets(
  samples: readonly StudioSample[],
  model: TrainedModel | null,
): (sample: StudioSample) => SetName | null {
  if (model === null && samples.every((sample) => givenSet(sample) === null)) return () => null;
  const trained = new Map<string, SetName>();
  for (const set of ['training', 'validation', 'test'] as const) {
    for (const id of model?.split[set] ?? []) trained.set(id, set);
  }
  return (sample) => givenSet(sample) ?? trained.get(sample.id) ?? 'training';
}
