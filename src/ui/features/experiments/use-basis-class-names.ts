import { useMemo } from 'react';
import type { ExperimentBasis } from '../../../studio/experiment-basis.ts';
import { useStudioState } from '../../studio-context.tsx';

/** The present name of each class of a basis; of a class that is gone, its last. */
export function useBasisClassNames(basis: ExperimentBasis): readonly string[] {
  const classes = useStudioState((state) => state.classes);
  return useMemo(() => {
    const names = new Map(classes.map(({ id, name }) => [id, name]));
    return basis.classIds.map((id, column) => names.get(id) ?? basis.classNamesAtTraining[column] ?? '');
  }, [classes, basis]);
}
