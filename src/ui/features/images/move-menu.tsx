import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { PopupMenu } from '../../components/popup-menu.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './move-menu.module.css';
import { MoveSearch } from './move-search.tsx';

/** More classes than these are searched. */
const fewClasses = 8;

interface MoveMenuProps {
  readonly sampleIds: readonly string[];
  /** The class that they are in. */
  readonly classId: string;
  readonly onMoved: () => void;
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
}

/** The classes that images can be moved to, and a new one. */
export function MoveMenu({ sampleIds, classId, onMoved, button, onClose }: MoveMenuProps) {
  const studio = useStudio();
  const { gallery } = useMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const targets = studioClasses.filter(({ id }) => id !== classId);

  /** @param targetId null for a new class */
  function move(targetId: string | null) {
    onMoved();
    if (targetId === null) studio.addClass(sampleIds);
    else studio.moveSamples(sampleIds, targetId);
  }

  if (targets.length > fewClasses) {
    return <MoveSearch targets={targets} onMove={move} button={button} onClose={onClose} />;
  }
  return (
    <PopupMenu button={button} onClose={onClose}>
      {targets.map(({ id, name, colour }) => (
        <Menu.Item key={id} leftSection={<ClassSwatch colour={colour} />} onClick={() => move(id)}>
          <bdi className={classes.name}>{name}</bdi>
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconPlus size={14} stroke={2.25} />} onClick={() => move(null)}>
        {gallery.newClass}
      </Menu.Item>
    </PopupMenu>
  );
}
