import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { Studio } from './studio.ts';
import type { StudioContext } from './studio-context.ts';

/** What fewer bits would do to the model; the code is loaded when it is first asked for. */
export function createCompressionMeasurer(
  context: StudioContext,
): Pick<Studio, 'measureCompression' | 'stopCompression'> {
  const { store } = context;
  return {
    async measureCompression() {
      const part = await loadPart(() => import('./measure-compression.ts'));
      if (isFailure(part)) store.setState({ compression: { phase: 'failed', failure: part } });
      else await part.measureCompression(context);
    },
    stopCompression() {
      const { compression } = store.getState();
      if (compression.phase === 'running')
        store.setState({ compression: { ...compression, stopping: true } });
    },
  };
}
