import { useMemo } from 'react';
import { selectModelClassNames } from '../studio/select-class-name.ts';
import type { TrainedModel } from '../studio/studio-state.ts';
import { useStudioState } from './studio-context.tsx';

/** The present name of each column of a model: a renamed class has its new name, a deleted one its last. */
export function useModelClassNames(model: TrainedModel): readonly string[] {
  const studioClasses = useStudioState((state) => state.classes);
  return useMemo(() => selectModelClassNames(studioClasses, model), [studioClasses, model]);
}
