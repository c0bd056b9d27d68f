import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { OpenedSet } from './opened-evaluation.ts';
import type { StudioContext } from './studio-context.ts';

/** How the model from a file does on the images here. */
export interface OpenedEvaluator {
  evaluateOpened(set: OpenedSet): Promise<void>;
  /** Ends it; the figures are those of the images so far. */
  stopEvaluatingOpened(): void;
}

/** The code is loaded when it is first asked for. */
export function createOpenedEvaluator(context: StudioContext): OpenedEvaluator {
  const { ports, store } = context;
  return {
    async evaluateOpened(set) {
      const part = await loadPart(() => import('./evaluate-opened.ts'));
      if (isFailure(part)) store.setState({ openedEvaluation: { phase: 'failed', failure: part } });
      else await part.evaluateOpened(context, set);
    },
    stopEvaluatingOpened() {
      const { openedEvaluation } = store.getState();
      if (openedEvaluation.phase !== 'running') return;
      store.setState({ openedEvaluation: { ...openedEvaluation, stopping: true } });
      // The image under way may never come to an end.
      ports.modelHost.interrupt();
    },
  };
}
