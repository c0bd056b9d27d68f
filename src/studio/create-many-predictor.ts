import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { StudioContext } from './studio-context.ts';

/** Classifies many files at once, for a table. */
export interface ManyPredictor {
  /** Classifies files and those in ZIPs; nothing is added to the classes. One run at a time. */
  predictMany(files: readonly NamedBlob[]): Promise<void>;
  /** Ends it; the answers so far are kept. */
  stopPredictMany(): void;
  /** Hands the table over. @returns why that did not work */
  downloadPredictions(): Promise<Failure | null>;
}

/** The code is loaded when it is first asked for. */
export function createManyPredictor(context: StudioContext): ManyPredictor {
  const { ports, store } = context;
  return {
    async predictMany(files) {
      const part = await loadPart(() => import('./predict-many.ts'));
      if (isFailure(part)) store.setState({ batch: { phase: 'failed', failure: part } });
      else await part.predictMany(context, files);
    },
    stopPredictMany() {
      const { batch } = store.getState();
      if (batch.phase !== 'running') return;
      store.setState({ batch: { ...batch, stopping: true } });
      // A model from elsewhere may never come to an end.
      if ('facts' in batch.classifier) ports.modelHost.interrupt();
    },
    async downloadPredictions() {
      const { batch } = store.getState();
      if (batch.phase !== 'done') return null;
      return ports.downloadBlob('graft-predictions.csv', batch.table);
    },
  };
}
