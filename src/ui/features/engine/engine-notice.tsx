import { Button } from '@mantine/core';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './engine-notice.module.css';

/** Under the header when the engine does not run, or did not follow a choice: why, and what to do. */
export function EngineNotice() {
  const studio = useStudio();
  const state = useStudioState((each) => each.engine);
  const choiceFailure = useStudioState((each) => each.choiceFailure);
  const { engine, general } = useMessages();

  if (state.phase === 'starting' || (state.phase === 'ready' && choiceFailure === null)) return null;
  return (
    <div className={classes.notice}>
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
      {state.phase === 'restarting' && <TaskProgress name={engine.restarting} fraction={null} />}
      {state.phase === 'ready' && choiceFailure !== null && <FailureNotice failure={choiceFailure} />}
    </div>
  );
}
