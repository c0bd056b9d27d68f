import type { ReactNode } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  /** The anchor of the step: `train` for `#train`. */
  readonly id: string;
  readonly title: string;
  readonly icon: ReactNode;
  /** A few words beside the title. */
  readonly summary?: ReactNode;
  readonly children: ReactNode;
}

/** One step of the road: a card with a heading, reached by its anchor. */
export function Panel({ id, title, icon, summary, children }: PanelProps) {
  return (
    <section id={id} className={classes.panel} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <header className={classes.header}>
        <span className={classes.icon} aria-hidden>
          {icon}
        </span>
        <h2 id={`${id}-title`} className={classes.title}>
          {title}
        </h2>
        {summary !== undefined && <div className={classes.summary}>{summary}</div>}
      </header>
      {children}
    </section>
  );
}
