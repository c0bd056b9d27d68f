import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { PopupMenu } from '../../components/popup-menu.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { includesText } from './includes-text.ts';
import classes from './move-menu.module.css';

/** More classes than these can be searched. */
const fewClasses = 8;
/** So many are listed at once. */
const shownCount = 50;

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
  const [query, setQuery] = useState('');
  const others = studioClasses.filter(({ id }) => id !== classId);
  const found = others.filter(({ name }) => includesText(name, query));

  function move(run: () => void) {
    onMoved();
    run();
  }

  return (
    <PopupMenu button={button} onClose={onClose}>
      {others.length > fewClasses && (
        <Menu.Search
          aria-label={gallery.findClass}
          placeholder={gallery.findClass}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      {found.slice(0, shownCount).map(({ id, name, colour }) => (
        <Menu.Item
          key={id}
          leftSection={<ClassSwatch colour={colour} />}
          onClick={() => move(() => studio.moveSamples(sampleIds, id))}
        >
          <bdi className={classes.name}>{name}</bdi>
        </Menu.Item>
      ))}
      {found.length === 0 && query !== '' && <Menu.Label>{gallery.noClassFound}</Menu.Label>}
      {found.length > shownCount && <Menu.Label>{gallery.moreClasses(found.length - shownCount)}</Menu.Label>}
      <Menu.Item
        leftSection={<IconPlus size={14} stroke={2.25} />}
        onClick={() => move(() => studio.addClass(sampleIds))}
      >
        {gallery.newClass}
      </Menu.Item>
    </PopupMenu>
  );
}
