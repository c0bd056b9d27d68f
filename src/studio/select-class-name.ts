import { rememberLast } from './remember-last.ts';
import type { StudioClass, StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** The name of a class now, also of one that was deleted after it was trained; empty for any other. */
export function selectClassName(
  { classes, model }: Pick<StudioState, 'classes' | 'model'>,
  classId: string,
): string {
  return nameClasses(classes, model).get(classId) ?? '';
}

/** The name of each column of a model: a renamed class has its new name, a deleted one its last. */
export function selectModelClassNames(
  classes: readonly StudioClass[],
  model: TrainedModel,
): readonly string[] {
  const names = nameClasses(classes, model);
  return model.classIds.map((id) => names.get(id) ?? '');
}

/** The colour of each column of a model; null where the class has been deleted. */
export function selectModelClassColours(
  classes: readonly StudioClass[],
  model: TrainedModel,
): readonly (number | null)[] {
  const colours = new Map(classes.map(({ id, colour }) => [id, colour]));
  return model.classIds.map((id) => colours.get(id) ?? null);
}

/** Every known class by its id. */
const nameClasses = rememberLast(
  (_, classes: readonly StudioClass[], model: TrainedModel | null): ReadonlyMap<string, string> =>
    new Map([
      ...(model?.classIds ?? []).map(
        (id, column) => [id, model?.classNamesAtTraining[column] ?? ''] as const,
      ),
      ...classes.map(({ id, name }) => [id, name] as const),
    ]),
);
