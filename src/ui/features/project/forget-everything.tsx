import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../../core/shared/failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './forget-everything.module.css';

/** Deletes all that Graft has kept on this computer, asked once more, and begins anew. */
export function ForgetEverything() {
  const studio = useStudio();
  const ports = usePagePorts();
  const { projects, general } = useMessages();
  const [phase, setPhase] = useState<'resting' | 'asked' | 'forgetting'>('resting');
  const [failure, setFailure] = useState<Failure | null>(null);

  async function forget() {
    setPhase('forgetting');
    const problem = await studio.forgetEverything();
    if (problem === null) return ports.reload();
    setFailure(problem);
    setPhase('resting');
  }

  return (
    <section className={classes.forget}>
      <h3>{projects.forgetTitle}</h3>
      <p>{projects.forgetText}</p>
      {phase === 'resting' ? (
        <Button variant="default" onClick={() => setPhase('asked')}>
          {projects.forget}
        </Button>
      ) : (
        <div className={classes.question} role="alert">
          <p>{projects.forgetQuestion}</p>
          <Button color="red" loading={phase === 'forgetting'} onClick={() => void forget()}>
            {projects.forgetNow}
          </Button>
          <Button variant="subtle" disabled={phase === 'forgetting'} onClick={() => setPhase('resting')}>
            {general.cancel}
          </Button>
        </div>
      )}
      {failure !== null && (
        <div role="alert">
          <FailureNotice failure={failure} />
        </div>
      )}
    </section>
  );
}
