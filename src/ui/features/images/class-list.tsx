import { selectClassSamples } from '../../../studio/select-class-samples.ts';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { useStudioState } from '../../studio-context.tsx';
import { ClassCard } from './class-card.tsx';
import classes from './class-list.module.css';

/** More classes than these are laid out only when they come into sight. */
const manyClasses = 40;

const noSamples: readonly StudioSample[] = [];

/** A card for each class. Only those cards are drawn again whose class or images changed. */
export function ClassList() {
  const studioClasses = useStudioState((state) => state.classes);
  const classSamples = useStudioState((state) => selectClassSamples(state.samples));
  if (studioClasses.length === 0) return null;
  return (
    <ul className={classes.classes} data-many={studioClasses.length > manyClasses || undefined}>
      {studioClasses.map((each) => (
        <li key={each.id}>
          <ClassCard studioClass={each} samples={classSamples.get(each.id) ?? noSamples} />
        </li>
      ))}
    </ul>
  );
}
