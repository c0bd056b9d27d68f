import { IconLock } from '@tabler/icons-react';
import { StopButton } from '../components/stop-button.tsx';
import { useMessages } from '../messages-context.ts';
import { useStudio, useStudioState } from '../studio-context.tsx';
import { OfflineNote } from './offline-note.tsx';
import classes from './status-bar.module.css';

/** The foot of the page: what just happened or is happening, in words that are seen and heard. */
export function StatusBar() {
  const { app } = useMessages();
  const studio = useStudio();
  const isStarting = useStudioState((state) => state.engine.phase === 'starting');
  const announcement = useStudioState((state) => state.announcement);
  return (
    <footer className={classes.bar} tabIndex={-1}>
      <p role="status" className={classes.status}>
        {announcement === '' ? app.statusIdle : announcement}
      </p>
      {isStarting && <StopButton onStop={studio.stopStart} />}
      <OfflineNote />
      <p className={classes.device}>
        <IconLock aria-hidden size={16} stroke={1.75} />
        {app.deviceOnly}
      </p>
    </footer>
  );
}
