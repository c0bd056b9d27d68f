import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { Menu } from '@mantine/core';
import { type ReactNode, type Ref, useLayoutEffect } from 'react';
import classes from './popup-menu.module.css';

interface PopupMenuProps {
  /** The button that opened it; it stands beside it and is named after it. */
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
  /** The items, of Mantine's `Menu`. */
  readonly children: ReactNode;
}

/** A menu beside a button that is already there. Loaded when the first one opens. */
export function PopupMenu({ button, onClose, children }: PopupMenuProps) {
  return (
    <Menu
      opened
      id={button.id}
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={4}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Anchor button={button} />
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown ?? ''}>{children}</Menu.Dropdown>
    </Menu>
  );
}

interface AnchorProps {
  readonly button: HTMLButtonElement;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Lets Mantine take a button for the target of the menu that was drawn long before the menu was fetched. */
function Anchor({ button, ref }: AnchorProps) {
  useLayoutEffect(() => {
    if (typeof ref !== 'function') return;
    const release = ref(button);
    return typeof release === 'function' ? release : () => void ref(null);
  }, [button, ref]);
  return null;
}
