import type { KeyboardEvent } from 'react';

interface ListBoxKeys {
  readonly focusIndex: number;
  readonly lastIndex: number;
  /** @param extending whether the selection goes along */
  readonly onMove: (index: number, extending: boolean) => void;
  readonly onToggle: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onRemove: (index: number) => void;
}

/** The keys of a list box whose options stand in rows, as the ARIA practices have them. */
export function handleListBoxKey(event: KeyboardEvent, listBox: HTMLElement | null, keys: ListBoxKeys): void {
  const { key } = event;
  if (event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() !== 'a') return;
    keys.onSelectAll();
  } else {
    const target = findTarget(key, listBox, keys);
    if (target !== null) keys.onMove(Math.max(0, Math.min(keys.lastIndex, target)), event.shiftKey);
    else if (key === ' ') keys.onToggle(keys.focusIndex);
    else if (key === 'Enter') keys.onOpen(keys.focusIndex);
    else if (key === 'Escape') keys.onClear();
    else if (key === 'Delete' || key === 'Backspace') keys.onRemove(keys.focusIndex);
    else return;
  }
  event.preventDefault();
}

function findTarget(
  key: string,
  listBox: HTMLElement | null,
  { focusIndex, lastIndex }: ListBoxKeys,
): number | null {
  if (key === 'ArrowRight') return focusIndex + 1;
  if (key === 'ArrowLeft') return focusIndex - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return lastIndex;
  const way = { ArrowDown: 1, ArrowUp: -1, PageDown: 1, PageUp: -1 }[key];
  if (way === undefined) return null;
  const { columnCount, pageRowCount } = measureRows(listBox);
  return focusIndex + way * columnCount * (key.startsWith('Page') ? pageRowCount : 1);
}

/** How many options stand side by side, and how many rows are in sight at once. */
function measureRows(listBox: HTMLElement | null) {
  const options = [...(listBox?.querySelectorAll<HTMLElement>('[role=option]') ?? [])];
  const [first] = options;
  if (listBox === null || first === undefined) return { columnCount: 1, pageRowCount: 1 };
  const { top, height } = first.getBoundingClientRect();
  const columnCount = options.filter(
    (option) => Math.abs(option.getBoundingClientRect().top - top) < 1,
  ).length;
  const inSight = listBox.closest('[data-scroller]')?.clientHeight ?? listBox.clientHeight;
  return { columnCount, pageRowCount: Math.max(1, Math.floor(inSight / height)) };
}
