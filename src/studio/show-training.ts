import type { EpochRecord, TrainingStep } from '../core/training/training-types.ts';
import type { ImageTuningStep } from '../engine/engine-api.ts';
import type { EpochKeeper } from './keep-epochs.ts';
import type { TrainingPlan } from './plan-training.ts';
import { showNowAndThen } from './show-now-and-then.ts';
import type { StudioContext } from './studio-context.ts';
import type { EpochAnswers, TrainingState } from './studio-state.ts';

type RunningState = Extract<TrainingState, { readonly phase: 'running' }>;

/** Takes what a training tells of itself into the state. Nothing changes while none is running. */
interface TrainingShow {
  change(part: Partial<Omit<RunningState, 'phase'>>): void;
  /** Epochs of the head alone are kept as they come, and shown by `showKept`. */
  show(step: ImageTuningStep, plan: TrainingPlan, epochs: EpochKeeper): Promise<void>;
  /** Shows the epochs of the head alone that are kept, and what it answered after the latest. */
  showKept(history: readonly EpochRecord[]): void;
  /** @param doneFraction 0 to 1 */
  showCalibration(doneFraction: number): void;
}

type RefitStep = Extract<TrainingStep, { readonly phase: 'refit' }>;
type TuningStep = Extract<ImageTuningStep, { readonly phase: 'batch' | 'tune' }>;

export function createTrainingShow(context: StudioContext): TrainingShow {
  const { store } = context;
  const { announcements } = context.ports.messages;

  let answers: EpochAnswers | null = null;
  const refit = showNowAndThen(({ epoch, epochCount }: RefitStep) => {
    const { training } = store.getState();
    if (training.phase === 'running' && training.stage === 'refit')
      change({ refitEpoch: epoch, epochCount, epochFraction: 0 });
  });

  return { change, show, showKept, showCalibration };

  function showKept(history: readonly EpochRecord[]): void {
    change({ history });
    store.setState({ epochAnswers: answers });
  }

  async function show(step: ImageTuningStep, plan: TrainingPlan, epochs: EpochKeeper): Promise<void> {
    switch (step.phase) {
      case 'reading':
        return change({ reading: { doneCount: step.doneCount, totalCount: step.totalCount } });
      case 'fit':
        change({ stage: 'fit', reading: null });
        epochs.take(step);
        return noteAnswers(step, plan);
      case 'batch':
      case 'tune':
        await showTuning(step, epochs);
        if (step.phase === 'batch') return;
        noteAnswers(step, plan);
        return store.setState({ epochAnswers: answers });
      case 'refit':
        return showRefit(step, epochs);
    }
  }

  /** Of these epochs none is kept on the way: what a run that is cut off leaves is the head from before them. */
  async function showTuning(step: TuningStep, epochs: EpochKeeper): Promise<void> {
    await epochs.end();
    const { training } = store.getState();
    if (training.phase !== 'running') return;
    if (training.stage === 'fit') {
      context.announce(announcements.tuningStarted);
      change({ stage: 'tune', headEpochCount: training.history.length });
    }
    if (step.phase === 'batch') return change({ epochFraction: step.doneFraction });
    const { record, epochCount } = step;
    change({ history: [...training.history, record], epochCount, epochFraction: 0 });
  }

  async function showRefit(step: RefitStep, epochs: EpochKeeper): Promise<void> {
    await epochs.end();
    const { training } = store.getState();
    if (training.phase !== 'running') return;
    if (training.stage !== 'refit') {
      context.announce(announcements.refitStarted);
      change({ stage: 'refit' });
    }
    refit.take(step);
  }

  function showCalibration(doneFraction: number): void {
    const { training } = store.getState();
    if (training.phase !== 'running') return;
    if (training.stage !== 'calibrate') context.announce(announcements.calibrationStarted);
    change({ stage: 'calibrate', epochFraction: doneFraction });
  }

  function noteAnswers(
    { record, validationClasses }: Extract<ImageTuningStep, { readonly phase: 'fit' | 'tune' }>,
    { classes, validation }: TrainingPlan,
  ): void {
    answers = {
      runId: null,
      classIds: classes.map(({ id }) => id),
      sampleIds: validation.samples.map(({ id }) => id),
      trueClassIndexes: validation.classIndexes,
      epochs: [...(record.epoch === 1 ? [] : (answers?.epochs ?? [])), validationClasses],
    };
  }

  function change(part: Partial<Omit<RunningState, 'phase'>>): void {
    const { training } = store.getState();
    if (training.phase !== 'running') return;
    const names = Object.keys(part) as (keyof typeof part)[];
    // What is the same is not drawn anew.
    if (names.some((name) => part[name] !== training[name]))
      store.setState({ training: { ...training, ...part } });
  }
}
