import { IconLock } from '@tabler/icons-react';
import { useMessages } from '../messages-context.ts';
import { useStudioState } from '../studio-context.tsx';
import classes from './status-bar.module.css';

/** The foot of the page: what just happened or is happening, in words that are seen and heard. */
export function StatusBar() {
  const { app } = useMessages();
  const announcement = useStudioState((state) => state.announcement);
  return (
    <footer className={classes.bar}>
      <p role="status" className={classes.status}>
        {announcement === '' ? app.statusIdle : announcement}
      </p>
      <p className={classes.device}>
        <IconLock aria-hidden size={16} stroke={1.75} />
        {app.deviceOnly}
      </p>
    </footer>
  );
}
