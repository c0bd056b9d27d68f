import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './popup.module.css';
import { findPopupPlace, PopupAnchor } from './popup-anchor.tsx';

interface PopupMenuProps {
  /** The button that opened it; it stands beside it and is named after it. */
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
  /** The items, of Mantine's `Menu`. */
  readonly children: ReactNode;
}

/** A menu beside a button that is already there, with the keyboard on its first item. Loaded when the first one opens. */
export function PopupMenu({ button, onClose, children }: PopupMenuProps) {
  return (
    <Menu
      opened
      id={button.id}
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={4}
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
      portalProps={{ target: findPopupPlace(button) }}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <PopupAnchor button={button} />
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown ?? ''}>{children}</Menu.Dropdown>
    </Menu>
  );
}
