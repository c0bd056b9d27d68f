import '@mantine/core/styles/Popover.layer.css';
import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './popup.module.css';
import { findPopupPlace, PopupAnchor } from './popup-anchor.tsx';

interface PopupPanelProps {
  /** The button that opened it; it stands beside it and is named after it. */
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small panel beside a button that is already there; the keyboard stays inside. Loaded when the first one opens. */
export function PopupPanel({ button, onClose, children }: PopupPanelProps) {
  return (
    <Popover
      opened
      id={button.id}
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={4}
      trapFocus
      portalProps={{ target: findPopupPlace(button) }}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <PopupAnchor button={button} />
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''}>{children}</Popover.Dropdown>
    </Popover>
  );
}
