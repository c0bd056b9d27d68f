import type { ReactNode } from 'react';
import classes from './scrolling-part.module.css';

interface ScrollingPartProps {
  /** The id of its heading, by which a table in it can be named. */
  readonly titleId: string;
  readonly title: string;
  readonly help?: ReactNode;
  /** Bounds the height of what scrolls. */
  readonly className: string | undefined;
  /** What scrolls; null for nothing. */
  readonly children: ReactNode;
  /** What stands below and stays. */
  readonly foot?: ReactNode;
}

/** One part of Evaluate: its heading, a word of help, and content of any size in a bounded place. */
export function ScrollingPart({ titleId, title, help, className, children, foot }: ScrollingPartProps) {
  return (
    <section className={classes.part}>
      <h3 className={classes.title} id={titleId}>
        {title}
      </h3>
      {help !== undefined && <p className={classes.help}>{help}</p>}
      {children !== null && (
        <section
          className={`${classes.scroll} ${className}`}
          aria-labelledby={titleId}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
        >
          {children}
        </section>
      )}
      {foot}
    </section>
  );
}
