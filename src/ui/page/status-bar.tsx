import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMessages } from '../messages-context.ts';
import { useStudio, useStudioState } from '../studio-context.tsx';
import classes from './status-bar.module.css';

/** The foot of the page: what just happened or is happening, in words that are seen and heard. */
export function StatusBar() {
  const { app, general } = useMessages();
  const studio = useStudio();
  const isStarting = useStudioState((state) => state.engine.phase === 'starting');
  const announcement = useStudioState((state) => state.announcement);
  return (
    <footer className={classes.bar}>
      <p role="status" className={classes.status}>
        {announcement === '' ? app.statusIdle : announcement}
      </p>
      {isStarting && (
        <Button variant="default" onClick={studio.stopStart}>
          {general.stop}
        </Button>
      )}
      <p className={classes.device}>
        <IconLock aria-hidden size={16} stroke={1.75} />
        {app.deviceOnly}
      </p>
    </footer>
  );
}
