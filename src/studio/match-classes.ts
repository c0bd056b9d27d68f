import { foldName, matchNames } from '../core/dataset/match-names.ts';
import type { OpenedSet } from './opened-evaluation.ts';
import type { OpenedModel } from './opened-model.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { StudioClass, StudioSample, StudioState } from './studio-state.ts';

/** Which classes here are those of a model, by their names. */
export interface MatchedClasses {
  /** The column of each class that the model knows, by class id. */
  readonly columns: ReadonlyMap<string, number>;
  /** Names of classes with images that it does not know. */
  readonly unknownClasses: readonly string[];
  /** Its labels that no class here is called like. */
  readonly unmatchedLabels: readonly string[];
}

/** Matches the classes that have active images with the labels of a model. */
export function matchClasses(
  { classes, samples }: Pick<StudioState, 'classes' | 'samples'>,
  { labels }: OpenedModel,
): MatchedClasses {
  const used = new Set(selectActiveSamples(classes, samples).map(({ classId }) => classId));
  const judged: readonly StudioClass[] = classes.filter(({ id }) => used.has(id));
  const places = matchNames(
    judged.map(({ name }) => name),
    labels,
  );
  // Classes of one name may be one to the model.
  const columnOf = new Map<string, number>();
  judged.forEach(({ name }, index) => {
    const column = places[index] ?? -1;
    if (column !== -1) columnOf.set(foldName(name), column);
  });
  const columns = new Map(
    judged.flatMap(({ id, name }, index) => {
      const place = places[index] ?? -1;
      const column = place === -1 ? columnOf.get(foldName(name)) : place;
      return column === undefined ? [] : [[id, column] as const];
    }),
  );
  const matched = new Set(columns.values());
  return {
    columns,
    unknownClasses: judged.filter(({ id }) => !columns.has(id)).map(({ name }) => name),
    unmatchedLabels: labels.filter((_, column) => !matched.has(column)),
  };
}

/**
 * The images of a set whose classes the model knows. The sets are those of the trained model; where there is none, those that
 * images were brought or put into.
 */
export function listOpenedSamples(
  state: Pick<StudioState, 'classes' | 'samples' | 'model'>,
  { columns }: MatchedClasses,
  set: OpenedSet,
): readonly StudioSample[] {
  const known = selectActiveSamples(state.classes, state.samples).filter(({ classId }) =>
    columns.has(classId),
  );
  if (set === 'all') return known;
  if (state.model === null) {
    return known.filter(({ pinnedSet, assignedSet }) => (pinnedSet ?? assignedSet) === set);
  }
  const ids = new Set(state.model.split[set]);
  return known.filter(({ id }) => ids.has(id));
}
