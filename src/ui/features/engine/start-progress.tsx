import type { Messages } from '../../../messages/en.ts';
import type { EngineState } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './start-progress.module.css';

type StartStep = Extract<EngineState, { readonly phase: 'starting' }>['step'];

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
      <div className={classes.bar} style={{ transform: `scaleX(${fraction ?? 1})` }} />
    </div>
  );
}

/** What the engine does while it starts, in words. */
export function describeStep(step: StartStep, { engine }: Messages): string {
  if (step === null) return engine.starting;
  if (step.step === 'measuring-backend') return engine.measuring(engine.names[step.backend]);
  return engine.loadedBytes(step.loadedBytes, step.totalBytes);
}

function measureStep(step: StartStep): number | null {
  if (step?.step !== 'loading-base-model' || step.totalBytes === 0) return null;
  return Math.min(1, step.loadedBytes / step.totalBytes);
}
