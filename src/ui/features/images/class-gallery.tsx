import { useMemo, useRef } from 'react';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';
import { useStudio } from '../../studio-context.tsx';
import { type GallerySelection, nothingSelected, selectAll } from './gallery-selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { ThumbnailGrid } from './thumbnail-grid.tsx';

interface ClassGalleryProps {
  readonly studioClass: StudioClass;
  /** Those of the class that are found by the search; all without one. */
  readonly samples: readonly StudioSample[];
  /** Whether all are shown, or the first ones only. */
  readonly all: boolean;
  readonly selection: GallerySelection;
  readonly onSelect: (change: (before: GallerySelection) => GallerySelection) => void;
  readonly onOpen: (sampleId: string) => void;
}

/** The images of a class, and what can be done to those that are selected. */
export function ClassGallery({ studioClass, samples, all, selection, onSelect, onOpen }: ClassGalleryProps) {
  const studio = useStudio();
  const focusWanted = useRef(false);
  const selected = useMemo(
    () => (selection.ids.size === 0 ? [] : samples.filter(({ id }) => selection.ids.has(id))),
    [samples, selection.ids],
  );

  function clear() {
    focusWanted.current = true;
    onSelect(() => nothingSelected);
  }

  return (
    <>
      <ThumbnailGrid
        className={studioClass.name}
        samples={samples}
        all={all}
        selection={selection}
        onSelect={onSelect}
        onOpen={onOpen}
        onRemove={(ids) => {
          onSelect(() => nothingSelected);
          studio.removeSamples(ids);
        }}
        focusWanted={focusWanted}
      />
      {selected.length > 0 && (
        <SelectionBar
          classId={studioClass.id}
          selected={selected}
          totalCount={samples.length}
          onSelectAll={() => onSelect(() => selectAll(samples.map(({ id }) => id)))}
          onClear={clear}
          onLeave={clear}
        />
      )}
    </>
  );
}
