import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { findTrainingObstacle } from './find-training-obstacle.ts';

/** Whether no job of the tuner can begin now. */
export function useTuningBlocked(): boolean {
  const messages = useMessages();
  return useStudioState(
    (state) => state.training.phase === 'running' || findTrainingObstacle(state, messages) !== null,
  );
}
