import { useElementSize } from '@mantine/hooks';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useCallback, useLayoutEffect, useRef } from 'react';
import classes from './virtual-rows.module.css';

/** Between images, in pixels. */
const gap = 4;
/** Rows that are drawn before they come into sight. */
const spareRowCount = 3;

interface VirtualRowsProps {
  readonly itemCount: number;
  /** This one is always drawn, so that the keyboard finds it; it is scrolled into sight when it changes. Null for none. */
  readonly keptIndex: number | null;
  /** Draws the list around the rows. */
  readonly list: (rows: ReactNode, ref: Ref<HTMLDivElement>, heightPx: number) => ReactNode;
  readonly item: (index: number) => ReactNode;
}

/** Squares in rows that scroll on their own; only those in sight are in the page. */
export function VirtualRows({ itemCount, keptIndex, list, item }: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const columnCount = width < 436 ? 6 : width < 636 ? 8 : 12;
  const rowHeight = (width - gap * (columnCount - 1)) / columnCount + gap;
  const keptRow = keptIndex === null ? null : Math.floor(keptIndex / columnCount);
  const rows = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(itemCount / columnCount),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: spareRowCount,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const inSight = defaultRangeExtractor(range);
        if (keptRow === null || keptRow >= range.count || inSight.includes(keptRow)) return inSight;
        return [...inSight, keptRow].sort((a, b) => a - b);
      },
      [keptRow],
    ),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are laid out anew
  useLayoutEffect(() => rows.measure(), [rows, rowHeight]);
  useLayoutEffect(() => {
    if (keptRow !== null) rows.scrollToIndex(keptRow, { align: 'auto' });
  }, [rows, keptRow]);

  const drawn = rows.getVirtualItems().map(({ index: row, start }) => (
    <div
      key={row}
      role="presentation"
      className={classes.row}
      style={{ transform: `translateY(${start}px)`, gridTemplateColumns: `repeat(${columnCount}, 1fr)` }}
    >
      {Array.from({ length: Math.min(columnCount, itemCount - row * columnCount) }, (_, column) =>
        item(row * columnCount + column),
      )}
    </div>
  ));
  return (
    <div ref={scroller} className={classes.scroller} data-scroller>
      {list(drawn, ref, Math.max(0, rows.getTotalSize() - gap))}
    </div>
  );
}
