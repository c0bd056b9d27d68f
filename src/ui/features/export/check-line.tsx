import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ExportCheck } from '../../../core/export/export-check.ts';
import type { ModelFormat } from '../../../studio/model-formats.ts';
import { useLateMessages } from '../../messages-context.ts';
import classes from './check-line.module.css';

interface CheckLineProps {
  readonly check: ExportCheck;
  readonly format: ModelFormat;
}

/** How far a file does what the studio does; in red where it does not. */
export function CheckLine({ check, format }: CheckLineProps) {
  const { exportChecks: words } = useLateMessages();
  if (check.outcome === 'unchecked') {
    const why = check.reason === 'no-client' ? { reason: check.reason, format } : check;
    return <p className={classes.unchecked}>{words.unchecked(why)}</p>;
  }
  const passed = check.outcome === 'compared' && check.passed;
  const Icon = passed ? IconCircleCheck : IconAlertTriangle;
  return (
    <p className={passed ? classes.passed : classes.failed} {...(passed ? {} : { role: 'alert' })}>
      <Icon aria-hidden className={classes.icon} size={16} stroke={2} />
      <span>
        {check.outcome === 'refused'
          ? words.refused(check)
          : passed
            ? words.passed(check)
            : words.failed(check)}
      </span>
    </p>
  );
}
