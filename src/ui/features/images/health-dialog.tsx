import { Button } from '@mantine/core';
import { useState } from 'react';
import { selectFindings } from '../../../studio/select-findings.ts';
import { Dialog } from '../../components/dialog.tsx';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { FindingCard } from './finding-card.tsx';
import classes from './health-dialog.module.css';

/** Everything that stands out among the images, each with its images and what mends it. */
export function HealthDialog({ onClose }: { readonly onClose: () => void }) {
  const studio = useStudio();
  const { edits } = useMessages();
  const { health } = useLateMessages();
  const findings = useStudioState(selectFindings);
  const check = useStudioState((state) => state.health.check);
  const undoable = useStudioState((state) => state.undoable);
  // Only what was done in here is taken back in here.
  const [before] = useState(undoable);
  return (
    <Dialog title={health.title} size={760} onClose={onClose}>
      {findings.length === 0 && check.phase === 'checked' && (
        <p className={classes.nothing}>{health.nothing}</p>
      )}
      <ul className={classes.findings}>
        {findings.map((finding) => (
          <li key={finding.kind}>
            <FindingCard finding={finding} />
          </li>
        ))}
      </ul>
      {check.phase === 'checking' && <TaskProgress name={health.checking} fraction={check.doneFraction} />}
      {undoable !== null && undoable !== before && (
        <div className={classes.undo}>
          <Button ref={handOnFocus} variant="subtle" onClick={studio.undo}>
            {health.undo(edits[undoable.kind](undoable.className ?? '', undoable.imageCount))}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
