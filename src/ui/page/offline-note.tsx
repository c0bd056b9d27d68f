import { IconCircleArrowUp, IconCircleCheck } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { RestingButton } from '../components/resting-button.tsx';
import { useMessages } from '../messages-context.ts';
import { usePagePorts } from '../page-ports.ts';
import { useStudioState } from '../studio-context.tsx';
import classes from './offline-note.module.css';

/** In the foot of the page: that it works offline, or that a new version is ready to be used when the person likes. */
export function OfflineNote() {
  const { offline } = usePagePorts();
  const { app } = useMessages();
  const phase = useSyncExternalStore(offline.subscribe, offline.readPhase, offline.readPhase);
  const isBusy = useStudioState(
    ({ training, importing, exporting }) =>
      training.phase === 'running' || importing !== null || exporting.phase === 'running',
  );
  if (phase === 'online-only') return null;
  if (phase === 'works-offline') {
    return (
      <p className={classes.note}>
        <IconCircleCheck aria-hidden size={16} stroke={1.75} />
        {app.worksOffline}
      </p>
    );
  }
  return (
    <div className={classes.newVersion}>
      <IconCircleArrowUp aria-hidden size={16} stroke={1.75} />
      <span className={classes.words}>{isBusy ? app.newVersionWaits : app.newVersion}</span>
      <RestingButton variant="subtle" resting={isBusy} onClick={offline.takeUpNewVersion}>
        {app.useNewVersion}
      </RestingButton>
    </div>
  );
}
