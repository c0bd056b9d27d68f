import { useMemo } from 'react';
import { columnIdsOf, selectColumnColours, selectLabels } from '../studio/classifier.ts';
import type { Classifier } from '../studio/opened-model.ts';
import { selectModelClassColours, selectModelClassNames } from '../studio/select-class-name.ts';
import type { TrainedModel } from '../studio/trained-model.ts';
import { useStudioState } from './studio-context.tsx';

/** The present name of each column of a model: a renamed class has its new name, a deleted one its last. */
export function useModelClassNames(model: TrainedModel): readonly string[] {
  const studioClasses = useStudioState((state) => state.classes);
  return useMemo(() => selectModelClassNames(studioClasses, model), [studioClasses, model]);
}

/** The present colour of each column of a model; null for a class that is gone. */
export function useModelClassColours(model: TrainedModel): readonly (number | null)[] {
  const studioClasses = useStudioState((state) => state.classes);
  return useMemo(() => selectModelClassColours(studioClasses, model), [studioClasses, model]);
}

/** What stands for each column of a classifier, with its present name and colour. */
export function useColumns(classifier: Classifier) {
  const studioClasses = useStudioState((state) => state.classes);
  return useMemo(
    () => ({
      ids: columnIdsOf(classifier),
      names: selectLabels(studioClasses, classifier),
      colours: selectColumnColours(studioClasses, classifier),
    }),
    [studioClasses, classifier],
  );
}
