import type { Messages } from '../../../messages/en.ts';
import type { EngineState } from '../../../studio/studio-state.ts';

type StartStep = Extract<EngineState, { readonly phase: 'starting' }>['step'];

/** What the engine does while it starts, in words. */
export function describeStep(step: StartStep, { engine }: Messages): string {
  if (step === null) return engine.starting;
  if (step.step === 'measuring-backend') return engine.measuring(engine.names[step.backend]);
  return engine.loadedBytes(step.loadedBytes, step.totalBytes);
}

/** How much of the base model has come, 0 to 1; null where the amount is unknown. */
export function measureStep(step: StartStep): number | null {
  if (step?.step !== 'loading-base-model' || step.totalBytes === 0) return null;
  return Math.min(1, step.loadedBytes / step.totalBytes);
}
