import { ActionIcon, Button } from '@mantine/core';
import { type ReactNode, useId, useRef, useState } from 'react';

interface MenuButtonProps {
  readonly label: string;
  /** Shown beside the icon; without it the button is the icon alone. */
  readonly text?: string;
  readonly icon: ReactNode;
  readonly className?: string;
  /** Draws the menu, a `PopupMenu`, while it is open. */
  readonly menu: (button: HTMLButtonElement, close: () => void) => ReactNode;
}

/** A button that opens a menu. The menu gives the keyboard back to it. */
export function MenuButton({ label, text, icon, className, menu }: MenuButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);

  function close() {
    setOpened(false);
    button.current?.focus({ preventScroll: true });
  }

  const props = {
    ref: button,
    id,
    className: className ?? '',
    title: label,
    'aria-label': label,
    'aria-haspopup': 'menu',
    'aria-expanded': opened,
    onClick: () => setOpened(!opened),
  } as const;
  return (
    <>
      {text === undefined ? (
        <ActionIcon {...props}>{icon}</ActionIcon>
      ) : (
        <Button {...props} variant="subtle" px={10} leftSection={icon}>
          {text}
        </Button>
      )}
      {opened && button.current !== null && menu(button.current, close)}
    </>
  );
}
