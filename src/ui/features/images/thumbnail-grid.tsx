import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './thumbnail-grid.module.css';

/** So many are shown before the person asks for all. */
export const firstCount = 24;

interface ThumbnailGridProps {
  /** The name of the class. */
  readonly className: string;
  readonly samples: readonly StudioSample[];
  /** Whether all are shown, or the first ones only. */
  readonly all: boolean;
}

/**
 * The images of a class as a list box: one stop for the Tab key, arrow keys to move, Space or a click to select,
 * Delete to remove what is selected (or the one in focus).
 */
export function ThumbnailGrid({ className, samples, all }: ThumbnailGridProps) {
  const studio = useStudio();
  const { images, general } = useMessages();
  const listBox = useRef<HTMLDivElement>(null);
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [focusIndex, setFocusIndex] = useState(0);
  const shown = all ? samples : samples.slice(0, firstCount);
  const selected = samples.filter((sample) => selectedIds.has(sample.id));

  function toggle(id: string) {
    setSelectedIds((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }

  function remove(ids: readonly string[]) {
    setSelectedIds(new Set());
    studio.removeSamples(ids);
  }

  function moveFocus(index: number) {
    const bounded = Math.max(0, Math.min(shown.length - 1, index));
    setFocusIndex(bounded);
    const option = listBox.current?.children[bounded];
    if (option instanceof HTMLElement) option.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const columns = countColumns(listBox.current);
    const moves: Record<string, number> = {
      ArrowRight: focusIndex + 1,
      ArrowLeft: focusIndex - 1,
      ArrowDown: focusIndex + columns,
      ArrowUp: focusIndex - columns,
      Home: 0,
      End: shown.length - 1,
    };
    const target = moves[event.key];
    const focused = shown[focusIndex];
    if (target !== undefined) moveFocus(target);
    else if ((event.key === ' ' || event.key === 'Enter') && focused !== undefined) toggle(focused.id);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && focused !== undefined) {
      remove(selected.length > 0 ? selected.map((sample) => sample.id) : [focused.id]);
      // The option in focus is gone: stay in the list.
      requestAnimationFrame(() => moveFocus(Math.min(focusIndex, shown.length - 2)));
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <div
        ref={listBox}
        role="listbox"
        aria-multiselectable
        aria-label={images.imagesOf(className)}
        title={images.thumbnailHelp}
        className={classes.grid}
        onKeyDown={onKeyDown}
      >
        {shown.map((sample, index) => (
          <Thumbnail
            key={sample.id}
            sample={sample}
            selected={selectedIds.has(sample.id)}
            reachable={index === Math.min(focusIndex, shown.length - 1)}
            onPress={() => {
              setFocusIndex(index);
              toggle(sample.id);
            }}
          />
        ))}
      </div>
      {selected.length > 0 && (
        <div className={classes.selection}>
          <span>{images.selected(selected.length)}</span>
          <Button variant="light" onClick={() => remove(selected.map((sample) => sample.id))}>
            {images.removeSelected(selected.length)}
          </Button>
          <Button variant="subtle" px={10} onClick={() => setSelectedIds(new Set())}>
            {general.cancel}
          </Button>
        </div>
      )}
    </>
  );
}

interface ThumbnailProps {
  readonly sample: StudioSample;
  readonly selected: boolean;
  readonly reachable: boolean;
  readonly onPress: () => void;
}

const Thumbnail = memo(
  function Thumbnail({ sample, selected, reachable, onPress }: ThumbnailProps) {
    const { images } = useMessages();
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around it handles the keys
      <div
        role="option"
        aria-selected={selected}
        aria-label={sample.state === 'waiting' ? images.waitingImage(sample.file) : sample.file}
        title={sample.file}
        tabIndex={reachable ? 0 : -1}
        className={classes.thumbnail}
        data-waiting={sample.state === 'waiting' || undefined}
        onClick={onPress}
      >
        {sample.thumbnail !== null && <BlobImage blob={sample.thumbnail} alt="" loading="lazy" />}
        {selected && <IconCheck aria-hidden className={classes.check} size={16} stroke={3} />}
      </div>
    );
  },
  // `onPress` is made anew with every drawing and always does the same.
  (before, after) =>
    before.sample === after.sample &&
    before.selected === after.selected &&
    before.reachable === after.reachable,
);

function countColumns(grid: HTMLElement | null): number {
  if (grid === null) return 1;
  return getComputedStyle(grid).gridTemplateColumns.split(' ').length;
}
