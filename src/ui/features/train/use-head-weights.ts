import { selectActiveClassSamples } from '../../../studio/select-active-samples.ts';
import { useStudioState } from '../../studio-context.tsx';
import { countHeadWeights } from './count-head-weights.ts';

/** Of the built-in base model, until the engine has said what it runs. */
const usualEmbeddingSize = 1024;

/** How many numbers the head to come has. Before two classes have images, it is that of the classes to come. */
export function useHeadWeights(): number {
  const filledCount = useStudioState((state) => selectActiveClassSamples(state.classes, state.samples).size);
  const classCount = useStudioState((state) => state.classes.length);
  const hiddenUnits = useStudioState((state) => state.settings.hiddenUnits);
  const embeddingSize = useStudioState(({ engine }) =>
    engine.phase === 'ready' ? engine.baseModel.embeddingSize : usualEmbeddingSize,
  );
  return countHeadWeights(
    embeddingSize,
    Number.isFinite(hiddenUnits) ? hiddenUnits : 0,
    filledCount >= 2 ? filledCount : Math.max(2, classCount),
  );
}
