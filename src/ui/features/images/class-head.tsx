import { ActionIcon } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './class-head.module.css';
import { ClassNameBox } from './class-name-box.tsx';

const ClassMenu = createLazyPart(async () => (await import('./class-menu.tsx')).ClassMenu);
const ColourMenu = createLazyPart(async () => (await import('./colour-menu.tsx')).ColourMenu);

interface ClassHeadProps {
  readonly studioClass: StudioClass;
  readonly selectableCount: number;
  /** Whether those are what a search found. */
  readonly searched: boolean;
  readonly onSelectAll: () => void;
}

/** The colour and the name of a class, and what can be done to it as a whole. */
export function ClassHead({ studioClass, selectableCount, searched, onSelectAll }: ClassHeadProps) {
  const studio = useStudio();
  const { images, gallery } = useMessages();
  const { id, name, colour } = studioClass;
  return (
    <div className={classes.head}>
      <MenuButton
        className={classes.swatch ?? ''}
        label={gallery.colourOf(name, gallery.colours[colour] ?? '')}
        icon={<ClassSwatch colour={colour} />}
        menu={(button, close) => <ColourMenu studioClass={studioClass} button={button} onClose={close} />}
      />
      <div className={classes.name}>
        <ClassNameBox studioClass={studioClass} />
      </div>
      <MenuButton
        label={gallery.classActions(name)}
        icon={<IconDots size={18} stroke={1.75} />}
        menu={(button, close) => (
          <ClassMenu
            studioClass={studioClass}
            selectableCount={selectableCount}
            searched={searched}
            onSelectAll={onSelectAll}
            button={button}
            onClose={close}
          />
        )}
      />
      <ActionIcon aria-label={images.deleteClass(name)} onClick={() => studio.deleteClass(id)}>
        <IconTrash size={18} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
