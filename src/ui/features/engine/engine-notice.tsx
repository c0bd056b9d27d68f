import { Button } from '@mantine/core';
import type { Messages } from '../../../messages/en.ts';
import type { EngineState } from '../../../studio/studio-state.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './engine-notice.module.css';

type StartStep = Extract<EngineState, { readonly phase: 'starting' }>['step'];

/** Under the header while the engine is not ready: how far its start is, or why it does not run. */
export function EngineNotice() {
  const studio = useStudio();
  const messages = useMessages();
  const state = useStudioState((each) => each.engine);
  const choiceFailure = useStudioState((each) => each.choiceFailure);
  const { engine, general } = messages;

  if (state.phase === 'ready' && choiceFailure === null) return null;
  return (
    <div className={classes.notice}>
      {state.phase === 'starting' && (
        <TaskProgress
          name={engine.loadingBase}
          detail={describeStep(state.step, messages)}
          fraction={measureStep(state.step)}
        />
      )}
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

function describeStep(step: StartStep, { engine }: Messages): string {
  if (step === null) return engine.starting;
  if (step.step === 'measuring-backend') return engine.measuring(engine.names[step.backend]);
  return engine.loadedBytes(step.loadedBytes, step.totalBytes);
}

function measureStep(step: StartStep): number | null {
  if (step?.step !== 'loading-base-model' || step.totalBytes === 0) return null;
  return Math.min(1, step.loadedBytes / step.totalBytes);
}
