import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { NearDuplicateFinder } from './find-near-duplicates.ts';
import { type CheckedLabels, type LabelCheckState, markLabel } from './label-check.ts';
import type { StudioContext } from './studio-context.ts';

/** Looks for images that are in the wrong class. */
export interface LabelChecker {
  /** Judges every label by a head that has not seen it. Nothing happens while that is under way. */
  checkLabels(): Promise<void>;
  stopCheckingLabels(): void;
  /** Says that an image is in the right class, or takes that back. */
  acceptLabel(sampleId: string, accepted: boolean): void;
}

export function createLabelChecker(context: StudioContext, finder: NearDuplicateFinder): LabelChecker {
  const { store } = context;

  return {
    async checkLabels() {
      const { labelCheck, project } = store.getState();
      if (labelCheck.phase === 'checking') return;
      show({ phase: 'checking', doneFraction: 0, stopping: false });
      const answer = await judge(project.id);
      // Another project has a check of its own, or none.
      if (store.getState().project.id !== project.id) return;
      if (answer === null) show({ phase: 'unchecked' });
      else show(isFailure(answer) ? { phase: 'failed', failure: answer } : answer);
    },
    stopCheckingLabels() {
      const { labelCheck } = store.getState();
      if (labelCheck.phase === 'checking') show({ ...labelCheck, stopping: true });
    },
    acceptLabel(sampleId, accepted) {
      store.setState(({ health }) => {
        const dismissed = new Set(health.dismissed);
        if (accepted) dismissed.add(markLabel(sampleId));
        else dismissed.delete(markLabel(sampleId));
        return { health: { ...health, dismissed } };
      });
    },
  };

  /** @returns null when it was stopped, or some images are not embedded yet */
  async function judge(projectId: string): Promise<CheckedLabels | Failure | null> {
    const part = await loadPart(() => import('./judge-labels.ts'));
    if (isFailure(part)) return part;
    let interrupted = false;
    const report = (doneFraction: number) => {
      const { labelCheck, project } = store.getState();
      const isWanted = labelCheck.phase === 'checking' && !labelCheck.stopping && project.id === projectId;
      if (interrupted || !isWanted) return 'stop';
      show({ phase: 'checking', doneFraction, stopping: false });
      return 'continue';
    };
    return context.engine.ask<CheckedLabels | Failure | null>(
      (client, { baseModel }) => part.judgeLabels(context, finder, client, baseModel, report),
      () => {
        interrupted = true;
      },
    );
  }

  function show(labelCheck: LabelCheckState): void {
    store.setState({ labelCheck });
  }
}
