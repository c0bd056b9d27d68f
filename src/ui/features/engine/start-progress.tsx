import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { describeStep, measureStep } from './describe-step.ts';
import classes from './start-progress.module.css';

/** How far the start of the engine is: a line along the header, so that nothing moves when it is done. */
export function StartProgress() {
  const messages = useMessages();
  const engine = useStudioState((state) => state.engine);
  if (engine.phase !== 'starting') return null;
  const fraction = measureStep(engine.step);
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={messages.engine.loadingBase}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(fraction === null ? {} : { 'aria-valuenow': Math.round(100 * fraction) })}
      aria-valuetext={describeStep(engine.step, messages)}
    >
      <div
        className={classes.bar}
        data-unknown={fraction === null || undefined}
        style={fraction === null ? undefined : { transform: `scaleX(${fraction})` }}
      />
    </div>
  );
}
