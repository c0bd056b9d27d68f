import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useMessages } from '../../messages-context.ts';
import {
  type GallerySelection,
  nothingSelected,
  selectAll,
  selectRange,
  toggleImage,
} from './gallery-selection.ts';
import { handleListBoxKey } from './handle-list-box-key.ts';
import { Thumbnail } from './thumbnail.tsx';
import classes from './thumbnail-grid.module.css';
import { useListBoxPointer } from './use-list-box-pointer.ts';

const VirtualRows = createLazyPart(async () => (await import('./virtual-rows.tsx')).VirtualRows);

/** So many are shown before the person asks for all. */
export const firstCount = 24;

interface ThumbnailGridProps {
  /** The name of the class. */
  readonly className: string;
  readonly samples: readonly StudioSample[];
  /** Whether all are shown, scrolling on their own, or the first ones only. */
  readonly all: boolean;
  readonly selection: GallerySelection;
  readonly onSelect: (change: (before: GallerySelection) => GallerySelection) => void;
  readonly onOpen: (sampleId: string) => void;
  readonly onRemove: (sampleIds: readonly string[]) => void;
  /** Set to let the list take the keyboard once it has changed. */
  readonly focusWanted: RefObject<boolean>;
}

/**
 * The images of a class as a list box: one stop for the Tab key, arrow keys to move, Space or a click to select, Enter
 * or a double click to look closer, Delete to remove what is selected (or the one in focus). On a touch screen a tap
 * looks closer, until holding one down starts a selection.
 */
export function ThumbnailGrid(props: ThumbnailGridProps) {
  const { className, samples, all, selection, onSelect, onOpen, onRemove, focusWanted } = props;
  const { images } = useMessages();
  const listBox = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => (all ? samples : samples.slice(0, firstCount)), [all, samples]);
  const [focus, setFocus] = useState({ id: '', index: 0 });
  const focusIndex = useMemo(() => findFocus(shown, focus), [shown, focus]);

  useLayoutEffect(() => {
    if (!focusWanted.current) return;
    const option = listBox.current?.querySelector('[tabindex="0"]');
    if (!(option instanceof HTMLElement)) return;
    focusWanted.current = false;
    option.focus({ preventScroll: all });
  });

  function focusOn(index: number): string {
    const bounded = Math.max(0, Math.min(shown.length - 1, index));
    const id = shown[bounded]?.id ?? '';
    setFocus({ id, index: bounded });
    return id;
  }

  /** Selects all between the image in focus and another, which gets the focus. */
  function extendTo(index: number) {
    const fromId = shown[focusIndex]?.id ?? '';
    const toId = focusOn(index);
    onSelect((before) =>
      selectRange(
        before,
        samples.map(({ id }) => id),
        fromId,
        toId,
      ),
    );
  }

  function toggle(id: string) {
    focusOn(shown.findIndex((sample) => sample.id === id));
    onSelect((before) => toggleImage(before, id));
  }

  const keys = {
    focusIndex,
    lastIndex: shown.length - 1,
    onMove(index: number, extending: boolean) {
      focusWanted.current = true;
      if (extending) extendTo(index);
      else focusOn(index);
    },
    onToggle: (index: number) => toggle(shown[index]?.id ?? ''),
    onOpen: (index: number) => onOpen(shown[index]?.id ?? ''),
    onSelectAll: () => onSelect(() => selectAll(samples.map(({ id }) => id))),
    onClear: () => onSelect(() => nothingSelected),
    onRemove(index: number) {
      focusWanted.current = true;
      onRemove(listSelected(shown[index]?.id ?? '', false));
    },
  };

  const pointer = useListBoxPointer({
    selecting: selection.ids.size > 0,
    onToggle: toggle,
    onExtend: (id) => extendTo(shown.findIndex((sample) => sample.id === id)),
    onOpen,
    listDragged: (id) => listSelected(id, true),
  });

  /** What is selected; an image alone where nothing is, or, if so wanted, where it is not selected itself. */
  function listSelected(id: string, onlyWithIt: boolean): readonly string[] {
    const selected = samples.filter((sample) => selection.ids.has(sample.id)).map((sample) => sample.id);
    return selected.length === 0 || (onlyWithIt && !selection.ids.has(id)) ? [id] : selected;
  }

  function drawThumbnail(index: number): ReactNode {
    const sample = shown[index];
    if (sample === undefined) return null;
    return (
      <Thumbnail
        key={sample.id}
        sample={sample}
        index={index}
        totalCount={shown.length}
        selected={selection.ids.has(sample.id)}
        reachable={index === focusIndex}
      />
    );
  }

  const listBoxProps = {
    role: 'listbox',
    'aria-multiselectable': true,
    'aria-label': images.imagesOf(className),
    title: images.thumbnailHelp,
    onKeyDown: (event: KeyboardEvent) => handleListBoxKey(event, listBox.current, keys),
    ...pointer,
  } as const;
  if (!all) {
    return (
      <div {...listBoxProps} ref={listBox} className={classes.grid}>
        {shown.map((_, index) => drawThumbnail(index))}
      </div>
    );
  }
  return (
    <VirtualRows
      itemCount={shown.length}
      keptIndex={focusIndex}
      item={drawThumbnail}
      list={(rows, measure, height) => (
        <div ref={measure}>
          <div {...listBoxProps} ref={listBox} className={classes.rows} style={{ height }}>
            {rows}
          </div>
        </div>
      )}
    />
  );
}

interface GridFocus {
  readonly id: string;
  readonly index: number;
}

/** Where the focus is now; where its image is gone, the one that took its place. */
function findFocus(shown: readonly StudioSample[], { id, index }: GridFocus): number {
  if (shown[index]?.id === id) return index;
  const found = shown.findIndex((sample) => sample.id === id);
  return found >= 0 ? found : Math.max(0, Math.min(index, shown.length - 1));
}
