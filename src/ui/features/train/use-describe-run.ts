import type { TrainingState } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';

type RunningState = Extract<TrainingState, { readonly phase: 'running' }>;

/** Where a training is, in words, and how much of this part of it is done; null where nobody knows. */
interface RunDescription {
  readonly words: string;
  readonly fraction: number | null;
}

/** Says where a training is. With blocks there are three steps, each with a bar of its own: their epochs take unlike times. */
export function useDescribeRun(): (run: RunningState) => RunDescription {
  const { train, augmentation } = useMessages();
  return (run) => {
    const {
      stage,
      copying,
      reading,
      history,
      epochCount,
      headEpochCount,
      tuningEpochs,
      epochFraction,
      refitEpoch,
    } = run;
    const ofCount = (done: number, total: number) => (total === 0 ? null : Math.min(1, done / total));
    switch (stage) {
      case 'preparing':
        return copying === null
          ? { words: train.preparing, fraction: null }
          : {
              words: augmentation.looking(copying.doneCount, copying.totalCount),
              fraction: ofCount(copying.doneCount, copying.totalCount),
            };
      case 'reading': {
        const { doneCount, totalCount } = reading ?? { doneCount: 0, totalCount: 0 };
        return reading === null
          ? { words: train.starting, fraction: null }
          : { words: train.stepOf(1, doneCount, totalCount), fraction: ofCount(doneCount, totalCount) };
      }
      case 'fit': {
        const [done, total] = [history.length, epochCount - tuningEpochs];
        const words =
          done === 0
            ? train.starting
            : tuningEpochs > 0
              ? train.stepOf(2, done, total)
              : train.epochOf(done, total);
        return { words, fraction: ofCount(done, total) };
      }
      case 'tune': {
        const headEpochs = headEpochCount ?? 0;
        const [done, total] = [history.length - headEpochs, epochCount - headEpochs];
        return {
          words: train.stepOf(3, Math.min(done + 1, total), total),
          fraction: ofCount(done + epochFraction, total),
        };
      }
      case 'refit':
        return {
          words: train.refitOf(refitEpoch, epochCount),
          fraction: ofCount(refitEpoch + epochFraction, epochCount),
        };
      case 'calibrate':
        return { words: train.calibrating, fraction: epochFraction };
    }
  };
}
