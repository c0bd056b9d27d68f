import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { Studio } from './studio.ts';
import type { StudioContext } from './studio-context.ts';

/** The map of the images; its code is loaded when one is first asked for. */
export function createEmbeddingMapper(
  context: StudioContext,
): Pick<Studio, 'drawEmbeddingMap' | 'stopEmbeddingMap' | 'placePrediction'> {
  const { store } = context;
  return {
    async drawEmbeddingMap(method) {
      const part = await loadPart(() => import('./draw-embedding-map.ts'));
      if (!isFailure(part)) return part.drawEmbeddingMap(context, method);
      store.setState(({ embeddingMap }) => ({ embeddingMap: { ...embeddingMap, failure: part } }));
    },
    stopEmbeddingMap() {
      const { run } = store.getState().embeddingMap;
      if (run === null) return;
      store.setState(({ embeddingMap }) => ({
        embeddingMap: { ...embeddingMap, run: { ...run, stopping: true } },
      }));
    },
    async placePrediction() {
      const part = await loadPart(() => import('./place-on-map.ts'));
      return isFailure(part) ? null : part.placePrediction(context);
    },
  };
}
