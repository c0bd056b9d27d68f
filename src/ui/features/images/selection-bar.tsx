import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { ImageActions } from './image-actions.tsx';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  readonly classId: string;
  readonly selected: readonly StudioSample[];
  /** How many images could be selected. */
  readonly totalCount: number;
  /** Whether those are what a search found. */
  readonly searched: boolean;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  /** Called before the selected images leave the class. */
  readonly onLeave: () => void;
}

/** What can be done to the selected images of a class. */
export function SelectionBar(props: SelectionBarProps) {
  const { classId, selected, totalCount, searched, onSelectAll, onClear, onLeave } = props;
  const { images, gallery } = useMessages();

  return (
    <div className={classes.bar}>
      <div className={classes.head}>
        <span className={classes.count}>{images.selected(selected.length)}</span>
        {selected.length < totalCount && (
          <Button variant="subtle" px={10} onClick={onSelectAll}>
            {(searched ? gallery.selectFound : gallery.selectAll)(totalCount)}
          </Button>
        )}
        <ActionIcon aria-label={gallery.clearSelection} title={gallery.clearSelection} onClick={onClear}>
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </div>
      <ImageActions classId={classId} samples={selected} onLeave={onLeave} />
    </div>
  );
}
