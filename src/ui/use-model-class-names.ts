import { useMemo } from 'react';
import type { TrainedModel } from '../studio/studio-state.ts';
import { useStudioState } from './studio-context.tsx';

/** The present name of each column of a model: a renamed class has its new name, a deleted one its last. */
export function useModelClassNames(model: TrainedModel): readonly string[] {
  const studioClasses = useStudioState((state) => state.classes);
  return useMemo(() => {
    const names = new Map(studioClasses.map((each) => [each.id, each.name]));
    return model.classIds.map((id, column) => names.get(id) ?? model.classNamesAtTraining[column] ?? '');
  }, [studioClasses, model]);
}
