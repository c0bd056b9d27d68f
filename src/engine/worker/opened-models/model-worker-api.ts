import type { Failure } from '../../../core/shared/failure.ts';
import type {
  ModelSource,
  OpenedModelAnswer,
  OpenedModelFacts,
  ProgramFetch,
} from '../../opened-model-api.ts';

/** How the name of a worker begins that is to run an opened model: its script is the engine's, so that browsers fetch and keep one. */
export const modelWorkerName = 'model';

/** What the worker of an opened model offers to the page. */
export interface ModelWorkerApi {
  /**
   * Opens a model in place of one before it.
   * @param onFetching see `ModelHost`
   */
  open(
    source: ModelSource,
    onFetching: (fetching: ProgramFetch | null) => void,
  ): Promise<OpenedModelFacts | Failure>;
  classify(
    image: Blob | ImageBitmap,
    inputRange: readonly [number, number],
  ): Promise<OpenedModelAnswer | Failure>;
}
