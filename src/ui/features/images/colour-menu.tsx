import { Menu } from '@mantine/core';
import { classColourCount, type StudioClass } from '../../../studio/studio-state.ts';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { PopupMenu } from '../../components/popup-menu.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './colour-menu.module.css';

interface ColourMenuProps {
  readonly studioClass: StudioClass;
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
}

/** The colours that a class can have, by their names. */
export function ColourMenu({ studioClass, button, onClose }: ColourMenuProps) {
  const studio = useStudio();
  const { gallery } = useMessages();
  return (
    <PopupMenu button={button} onClose={onClose}>
      <Menu.RadioGroup
        value={String(studioClass.colour)}
        onChange={(colour) => studio.recolourClass(studioClass.id, Number(colour))}
      >
        <div role="presentation" className={classes.colours}>
          {Array.from({ length: classColourCount }, (_, colour) => (
            <Menu.RadioItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a colour is its place
              key={colour}
              value={String(colour)}
              closeMenuOnClick
              rightSection={<ClassSwatch colour={colour} />}
            >
              {gallery.colours[colour]}
            </Menu.RadioItem>
          ))}
        </div>
      </Menu.RadioGroup>
    </PopupMenu>
  );
}
