import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './disclosure.module.css';

interface DisclosureProps {
  readonly title: string;
  /** Whether it is open, where the page decides that, too. */
  readonly open?: boolean;
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** What only some need: a line that opens it. It is drawn when it is first opened, and stays from then on. */
export function Disclosure({ title, open, onOpen, onClose, children }: DisclosureProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={classes.disclosure}
      {...(open === undefined ? {} : { open })}
      onToggle={(event) => {
        if (!event.currentTarget.open) return onClose?.();
        setOpened(true);
        onOpen?.();
      }}
    >
      <summary>
        <IconChevronRight aria-hidden className={classes.chevron} size={18} stroke={2} />
        {title}
      </summary>
      <div className={classes.content}>{(opened || open) && children}</div>
    </details>
  );
}
