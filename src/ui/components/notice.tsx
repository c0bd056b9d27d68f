import { IconAlertTriangle, IconBulb, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  readonly kind: 'hint' | 'problem' | 'success';
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

const icons = { hint: IconBulb, problem: IconAlertTriangle, success: IconCircleCheck };

/** A sentence that stands out a little: a hint, a problem, something done. */
export function Notice({ kind, children, action }: NoticeProps) {
  const Icon = icons[kind];
  return (
    <div className={classes.notice} data-kind={kind}>
      <Icon aria-hidden size={20} stroke={1.75} className={classes.icon} />
      <div className={classes.words}>{children}</div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
