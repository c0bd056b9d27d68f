import { ProgressBar } from '../../components/progress-bar.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { describeStep, measureStep } from './describe-step.ts';
import classes from './start-progress.module.css';

/** How far the start of the engine is: a line along the header, so that nothing moves when it is done. */
export function StartProgress() {
  const messages = useMessages();
  const engine = useStudioState((state) => state.engine);
  if (engine.phase !== 'starting') return null;
  return (
    <div className={classes.line}>
      <ProgressBar
        name={messages.engine.startTask}
        text={describeStep(engine.step, messages)}
        fraction={measureStep(engine.step)}
        thin
      />
    </div>
  );
}
