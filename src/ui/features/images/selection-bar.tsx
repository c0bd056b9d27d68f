import { ActionIcon, Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconFolderSymlink, IconPin, IconTrash, IconX } from '@tabler/icons-react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './selection-bar.module.css';

const MoveMenu = createLazyPart(async () => (await import('./move-menu.tsx')).MoveMenu);
const SetMenu = createLazyPart(async () => (await import('./set-menu.tsx')).SetMenu);

interface SelectionBarProps {
  readonly classId: string;
  readonly selected: readonly StudioSample[];
  /** How many images could be selected. */
  readonly totalCount: number;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  /** Called before the selected images leave the class. */
  readonly onLeave: () => void;
}

/** What can be done to the selected images of a class. */
export function SelectionBar(props: SelectionBarProps) {
  const { classId, selected, totalCount, onSelectAll, onClear, onLeave } = props;
  const studio = useStudio();
  const { images, gallery } = useMessages();
  const ids = selected.map(({ id }) => id);
  const allLeftOut = selected.every(({ disabled }) => disabled);
  const EyeIcon = allLeftOut ? IconEye : IconEyeOff;

  return (
    <div className={classes.bar}>
      <div className={classes.head}>
        <span className={classes.count}>{images.selected(selected.length)}</span>
        {selected.length < totalCount && (
          <Button variant="subtle" px={10} onClick={onSelectAll}>
            {gallery.selectAll(totalCount)}
          </Button>
        )}
        <ActionIcon aria-label={gallery.clearSelection} title={gallery.clearSelection} onClick={onClear}>
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </div>
      <div className={classes.actions}>
        <MenuButton
          label={gallery.moveSelected(selected.length)}
          text={gallery.moveTo}
          icon={<IconFolderSymlink size={18} stroke={1.75} />}
          menu={(button, close) => (
            <MoveMenu sampleIds={ids} classId={classId} onMoved={onLeave} button={button} onClose={close} />
          )}
        />
        <MenuButton
          label={gallery.setOfSelected(selected.length)}
          text={gallery.set}
          icon={<IconPin size={18} stroke={1.75} />}
          menu={(button, close) => <SetMenu samples={selected} button={button} onClose={close} />}
        />
        <Button
          variant="subtle"
          px={10}
          leftSection={<EyeIcon size={18} stroke={1.75} />}
          onClick={() => studio.disableSamples(ids, !allLeftOut)}
        >
          {allLeftOut ? gallery.takeIn : gallery.leaveOut}
        </Button>
        <Button
          variant="subtle"
          px={10}
          leftSection={<IconTrash size={18} stroke={1.75} />}
          aria-label={images.removeSelected(selected.length)}
          onClick={() => {
            onLeave();
            studio.removeSamples(ids);
          }}
        >
          {gallery.remove}
        </Button>
      </div>
    </div>
  );
}
