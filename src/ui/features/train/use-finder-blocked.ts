import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { findTrainingObstacle } from './find-training-obstacle.ts';

/** Whether no job of the settings finder can begin now. */
export function useFinderBlocked(): boolean {
  const messages = useMessages();
  return useStudioState(
    (state) => state.training.phase === 'running' || findTrainingObstacle(state, messages) !== null,
  );
}
