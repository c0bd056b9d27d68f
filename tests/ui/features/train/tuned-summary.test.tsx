import { expect, test } from 'vitest';
import type { TrainedModel } from '../../../../src/studio/trained-model.ts';
import { TunedSummary } from '../../../../src/ui/features/train/tuned-summary.tsx';
import { renderWithState } from '../../render-with-state.tsx';

/** Of a run with so many epochs of the head alone, and some with blocks, none of which was the best. */
function render(headEpochCount: number | null, epochCount: number): string {
  const model = { tunedLayers: null, headEpochCount, history: Array.from({ length: epochCount }) };
  return renderWithState(<TunedSummary model={model as unknown as TrainedModel} />, {});
}

test('where blocks are as they were, it says whether they had their chance', () => {
  expect(render(20, 26)).toContain('None of the 6 epochs with blocks of the base model was better');
  expect(render(20, 21)).toContain('The one epoch with blocks of the base model was no better');
  for (const ended of [render(20, 20), render(null, 12)])
    expect(ended).toContain('Training ended before the blocks');
});
