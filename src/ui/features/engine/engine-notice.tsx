import { Button } from '@mantine/core';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './engine-notice.module.css';
import { EngineTask } from './engine-task.tsx';

/** Under the header: why the engine does not run or did not follow a choice, and what to do. Empty while all is well. */
export function EngineNotice() {
  const studio = useStudio();
  const state = useStudioState((each) => each.engine);
  const choiceFailure = useStudioState((each) => each.choiceFailure);
  const { general } = useMessages();

  return (
    <div className={classes.notice} tabIndex={-1}>
      {(state.phase === 'restarting' || state.phase === 'failed') && (
        <FailureNotice
          failure={state.failure}
          action={
            state.phase === 'failed' && (
              <Button ref={handOnFocus} variant="subtle" onClick={() => void studio.startEngine()}>
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
