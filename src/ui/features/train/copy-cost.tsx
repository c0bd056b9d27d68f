import { useMemo } from 'react';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';

/** What the chosen copies will cost, before anything is done. */
export function CopyCost() {
  const studio = useStudio();
  const { augmentationForm } = useLateMessages();
  const samples = useStudioState((state) => state.samples);
  const settings = useStudioState((state) => state.settings);
  const engine = useStudioState((state) => state.engine);
  const training = useStudioState((state) => state.training.phase);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the estimate is made from these parts of the state
  const estimate = useMemo(() => studio.estimateCopies(), [studio, samples, settings, engine, training]);
  if (estimate === null || estimate.imageCount === 0) return null;
  const { imageCount, copiesPerImage, newCount, durationMs } = estimate;
  return (
    <>
      {augmentationForm.cost(imageCount, copiesPerImage, newCount, durationMs)}{' '}
      {newCount > 0 && `${augmentationForm.onceOnly} `}
      {augmentationForm.epochCost(copiesPerImage)}
    </>
  );
}
