import { IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLateMessages } from '../messages-context.ts';
import classes from './explanation.module.css';

interface ExplanationProps {
  /** What is explained, as its heading calls it; said to those who do not see where the button stands. */
  readonly subject: string;
  readonly children: ReactNode;
}

/** "What is this?" beside a chart or a number: opens a few plain sentences about it in its place. For lazy parts. */
export function Explanation({ subject, children }: ExplanationProps) {
  const { explanation } = useLateMessages();
  return (
    <details className={classes.explanation}>
      <summary aria-label={explanation.about(subject)}>
        <IconHelpCircle aria-hidden size={18} stroke={1.75} />
        {explanation.open}
      </summary>
      <div className={classes.words}>{children}</div>
    </details>
  );
}
