import { Menu } from '@mantine/core';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { PopupMenu } from '../../components/popup-menu.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';

const choices = ['split', 'training', 'validation', 'test'] as const;

interface SetMenuProps {
  readonly samples: readonly StudioSample[];
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
}

/** Puts images into a set by hand, or leaves that to the split. */
export function SetMenu({ samples, button, onClose }: SetMenuProps) {
  const studio = useStudio();
  const { gallery } = useMessages();
  const chosen = new Set(samples.map(({ pinnedSet }) => pinnedSet ?? 'split'));
  const [common = null] = chosen.size === 1 ? chosen : [];
  return (
    <PopupMenu button={button} onClose={onClose}>
      <Menu.RadioGroup value={common}>
        {choices.map((set) => (
          <Menu.RadioItem
            key={set}
            value={set}
            closeMenuOnClick
            onChange={() =>
              studio.pinSamples(
                samples.map(({ id }) => id),
                set === 'split' ? null : set,
              )
            }
          >
            {gallery.sets[set]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </PopupMenu>
  );
}
