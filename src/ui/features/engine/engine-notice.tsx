import { Button } from '@mantine/core';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './engine-notice.module.css';
import { EngineTask } from './engine-task.tsx';

/** Under the header when the engine does not run, or did not follow a choice: why, and what to do. */
export function EngineNotice() {
  const studio = useStudio();
  const state = useStudioState((each) => each.engine);
  const choiceFailure = useStudioState((each) => each.choiceFailure);
  const { general } = useMessages();

  if (state.phase === 'starting' || (state.phase === 'ready' && choiceFailure === null)) return null;
  return (
    <div className={classes.notice} tabIndex={-1}>
      {(state.phase === 'restarting' || state.phase === 'failed') && (
        <FailureNotice
          failure={state.failure}
          action={
            state.phase === 'failed' && (
              <Button variant="subtle" onClick={() => void studio.startEngine()}>
                {general.tryAgain}
              </Button>
            )
          }
        />
      )}
      {state.phase === 'restarting' && <EngineTask />}
      {state.phase === 'ready' && choiceFailure !== null && <FailureNotice failure={choiceFailure} />}
    </div>
  );
}
