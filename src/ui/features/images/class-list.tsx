import { useDeferredValue, useState } from 'react';
import { selectClassSamples } from '../../../studio/select-class-samples.ts';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { ClassCard } from './class-card.tsx';
import classes from './class-list.module.css';
import { findSamples } from './find-samples.ts';
import { SearchBox } from './search-box.tsx';
import { firstCount } from './thumbnail-grid.tsx';
import { useNearSight } from './use-near-sight.ts';

/** More classes than these are drawn only when they come near to sight. */
const manyClasses = 40;

const noSamples: readonly StudioSample[] = [];

/**
 * A card for each class, and the search through their images, which leaves only the classes that have some. Only those
 * cards are drawn again whose class or images changed.
 */
export function ClassList() {
  const { gallery } = useMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const classSamples = useStudioState((state) => selectClassSamples(state.samples));
  const sampleCount = useStudioState((state) => state.samples.length);
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const found = findSamples(classSamples, query);
  const foundIn = studioClasses.filter(({ id }) => (found.get(id)?.length ?? 0) > 0);
  const foundCount = foundIn.reduce((sum, { id }) => sum + (found.get(id)?.length ?? 0), 0);
  // A class without images waits for some, whatever is searched.
  const shown =
    query === ''
      ? studioClasses
      : studioClasses.filter((each) => foundIn.includes(each) || !classSamples.has(each.id));
  const many = studioClasses.length > manyClasses;
  if (studioClasses.length === 0) return null;
  return (
    <>
      {(sampleCount > firstCount || typed !== '') && (
        <SearchBox
          query={typed}
          onChange={setTyped}
          result={query === '' ? null : gallery.found(foundCount, foundIn.length)}
        />
      )}
      <ul className={classes.classes} data-many={many || undefined}>
        {shown.map((each) => (
          <ClassItem
            key={each.id}
            studioClass={each}
            samples={classSamples.get(each.id) ?? noSamples}
            found={found.get(each.id) ?? noSamples}
            many={many}
          />
        ))}
      </ul>
    </>
  );
}

interface ClassItemProps {
  readonly studioClass: StudioClass;
  readonly samples: readonly StudioSample[];
  readonly found: readonly StudioSample[];
  /** Whether it is one of many. */
  readonly many: boolean;
}

function ClassItem({ many, ...card }: ClassItemProps) {
  // A new class waits for its name at once, wherever it is.
  const { ref, near, height } = useNearSight(many && card.samples.length > 0);
  return (
    <li ref={ref} style={near ? undefined : { minHeight: height }}>
      <ClassCard {...card} near={near} />
    </li>
  );
}
