import { isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { NearDuplicateFinder } from './find-near-duplicates.ts';
import type { StudioContext } from './studio-context.ts';

/** Measures the input sizes; the code is loaded when it is first asked for. */
export interface InputSizeMeasurer {
  /** Measures each input size of the built-in base model on the person's own images. */
  measureInputSizes(): Promise<void>;
  stopInputSizes(): void;
}

export function createInputSizeMeasurer(
  context: StudioContext,
  embedder: WaitingSamplesEmbedder,
  finder: NearDuplicateFinder,
): InputSizeMeasurer {
  const { store } = context;
  return {
    async measureInputSizes() {
      const part = await loadPart(() => import('./measure-input-sizes.ts'));
      if (isFailure(part)) store.setState({ inputSizes: { phase: 'failed', failure: part } });
      else await part.measureInputSizes(context, embedder, finder);
    },
    stopInputSizes() {
      const { inputSizes } = store.getState();
      if (inputSizes.phase === 'running') store.setState({ inputSizes: { ...inputSizes, stopping: true } });
    },
  };
}
