import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { Studio } from './studio.ts';
import type { StudioContext } from './studio-context.ts';

/** How the model does on images that look otherwise; the code is loaded when it is first asked for. */
export function createShiftMeasurer(context: StudioContext): Pick<Studio, 'measureShifts' | 'stopShifts'> {
  const { store } = context;
  return {
    async measureShifts() {
      const part = await loadPart(() => import('./measure-shifts.ts'));
      if (isFailure(part)) store.setState({ shifts: { phase: 'failed', failure: part } });
      else await part.measureShifts(context);
    },
    stopShifts() {
      const { shifts } = store.getState();
      if (shifts.phase === 'running') store.setState({ shifts: { ...shifts, stopping: true } });
    },
  };
}
