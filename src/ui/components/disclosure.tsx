import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './disclosure.module.css';

/** What only some need: a line that opens it. */
export function Disclosure({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className={classes.disclosure}>
      <summary>
        <IconChevronRight aria-hidden className={classes.chevron} size={18} stroke={2} />
        {title}
      </summary>
      <div className={classes.content}>{children}</div>
    </details>
  );
}
