import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { StudioContext } from './studio-context.ts';

/** Measures how fast the machine is; the code is loaded when it is first asked for. */
export interface SpeedMeasurer {
  /** Measures each backend that is there, in an engine of its own, for a minute at most. */
  measureSpeed(): Promise<void>;
  stopSpeed(): void;
}

export function createSpeedMeasurer(context: StudioContext): SpeedMeasurer {
  const { store } = context;
  return {
    async measureSpeed() {
      const part = await loadPart(() => import('./measure-speed.ts'));
      if (isFailure(part)) store.setState({ speed: { phase: 'failed', failure: part } });
      else await part.measureSpeed(context);
    },
    stopSpeed() {
      const { speed } = store.getState();
      if (speed.phase === 'running') store.setState({ speed: { ...speed, stopping: true } });
    },
  };
}
