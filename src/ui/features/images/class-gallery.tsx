import { useMemo, useRef, useState } from 'react';
import type { StudioClass, StudioSample } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useStudio } from '../../studio-context.tsx';
import { type GallerySelection, nothingSelected, selectAll } from './gallery-selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { ThumbnailGrid } from './thumbnail-grid.tsx';

const ImageDialog = createLazyPart(async () => (await import('./image-dialog.tsx')).ImageDialog);

interface ClassGalleryProps {
  readonly studioClass: StudioClass;
  /** Those of the class that are found by the search; all without one. */
  readonly samples: readonly StudioSample[];
  /** Whether those are what a search found. */
  readonly searched: boolean;
  /** Whether all are shown, or the first ones only. */
  readonly all: boolean;
  readonly selection: GallerySelection;
  readonly onSelect: (change: (before: GallerySelection) => GallerySelection) => void;
}

/** The images of a class, and what can be done to those that are selected. */
export function ClassGallery(props: ClassGalleryProps) {
  const { studioClass, samples, searched, all, selection, onSelect } = props;
  const studio = useStudio();
  const focusWanted = useRef(false);
  const [openedId, setOpenedId] = useState<string | null>(null);
  const openedIndex = openedId === null ? -1 : samples.findIndex(({ id }) => id === openedId);
  // An image that is gone stays closed, should it come back.
  if (openedId !== null && openedIndex < 0) setOpenedId(null);
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
        onOpen={setOpenedId}
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
          searched={searched}
          onSelectAll={() => onSelect(() => selectAll(samples.map(({ id }) => id)))}
          onClear={clear}
          onLeave={clear}
        />
      )}
      {openedIndex >= 0 && (
        <ImageDialog
          studioClass={studioClass}
          samples={samples}
          index={openedIndex}
          onShow={setOpenedId}
          onClose={() => {
            focusWanted.current = true;
            setOpenedId(null);
          }}
        />
      )}
    </>
  );
}
