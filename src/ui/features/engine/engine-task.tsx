import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { describeStep, measureStep } from './describe-step.ts';

/** The start or restart of the engine that is under way, with a way to stop it; nothing once it runs or has failed. */
export function EngineTask() {
  const studio = useStudio();
  const messages = useMessages();
  const state = useStudioState((each) => each.engine);
  if (state.phase !== 'starting' && state.phase !== 'restarting') return null;
  const { startTask, restartTask } = messages.engine;
  return (
    <TaskProgress
      name={state.phase === 'starting' ? startTask : restartTask}
      {...(state.step === null ? {} : { detail: describeStep(state.step, messages) })}
      fraction={measureStep(state.step)}
      onStop={studio.stopStart}
    />
  );
}
