import { Menu } from '@mantine/core';
import { IconEye, IconEyeOff, IconSelectAll } from '@tabler/icons-react';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { PopupMenu } from '../../components/popup-menu.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';

interface ClassMenuProps {
  readonly studioClass: StudioClass;
  /** How many images "Select all" would select. */
  readonly selectableCount: number;
  /** Whether those are what a search found. */
  readonly searched: boolean;
  readonly onSelectAll: () => void;
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
}

/** What else can be done to a class. */
export function ClassMenu(props: ClassMenuProps) {
  const { studioClass, selectableCount, searched, onSelectAll, button, onClose } = props;
  const studio = useStudio();
  const { gallery } = useMessages();
  const { id, disabled } = studioClass;
  const Icon = disabled ? IconEye : IconEyeOff;
  return (
    <PopupMenu button={button} onClose={onClose}>
      <Menu.Item
        leftSection={<Icon size={18} stroke={1.75} />}
        onClick={() => studio.disableClass(id, !disabled)}
      >
        {disabled ? gallery.takeIn : gallery.leaveOutClass}
      </Menu.Item>
      {selectableCount > 0 && (
        <Menu.Item leftSection={<IconSelectAll size={18} stroke={1.75} />} onClick={onSelectAll}>
          {(searched ? gallery.selectFound : gallery.selectAll)(selectableCount)}
        </Menu.Item>
      )}
    </PopupMenu>
  );
}
