import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { selectFindings } from '../../../studio/select-findings.ts';
import type { StudioState } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './health-line.module.css';

const HealthDialog = createLazyPart(async () => (await import('./health-dialog.tsx')).HealthDialog);

/** So long nothing must change before the images are checked, so that a person who edits is not slowed down. */
const restMs = 600;

/**
 * Says in one line whether something is the matter with the images, and opens what it is. It is there as soon as there are
 * images, so that what the check finds moves none of them from under the mouse.
 */
export function HealthLine() {
  const { gallery } = useMessages();
  const findingCount = useStudioState((state) => selectFindings(state).length);
  const hasImages = useStudioState((state) => state.samples.length > 0);
  const [shown, setShown] = useState(false);
  useImageChecks();
  return (
    <>
      {hasImages && (
        <div className={classes.line}>
          <IconStethoscope aria-hidden size={20} stroke={1.75} className={classes.icon} />
          <span className={classes.words}>{gallery.healthLine(findingCount)}</span>
          {findingCount > 0 && (
            <Button variant="subtle" className={classes.open ?? ''} onClick={() => setShown(true)}>
              {gallery.openHealth}
            </Button>
          )}
        </div>
      )}
      {shown && <HealthDialog onClose={() => setShown(false)} />}
    </>
  );
}

/** Has the images checked whenever they have settled. */
function useImageChecks(): void {
  const studio = useStudio();
  const samples = useStudioState((state) => state.samples);
  const studioClasses = useStudioState((state) => state.classes);
  const settled = useStudioState(isSettled);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the images puts the check off
  useEffect(() => {
    if (!settled) return;
    const timer = setTimeout(() => void studio.checkImages(), restMs);
    return () => clearTimeout(timer);
  }, [studio, samples, studioClasses, settled]);
}

function isSettled({ engine, importing, training }: StudioState): boolean {
  return engine.phase === 'ready' && importing === null && training.phase !== 'running';
}
