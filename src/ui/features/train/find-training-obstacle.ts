import { activationLimitBytes } from '../../../core/embedding/activation-limit.ts';
import { findSettingProblem } from '../../../core/training/training-settings.ts';
import type { Messages } from '../../../messages/en.ts';
import { selectActiveClassSamples, selectActiveSamples } from '../../../studio/select-active-samples.ts';
import type { StudioState } from '../../../studio/studio-state.ts';

/** Why "Train" cannot be pressed now, in words; null when it can. */
export function findTrainingObstacle(state: StudioState, messages: Messages): string | null {
  const { train, settings } = messages;
  if (state.engine.phase === 'failed') return train.blockedEngineFailed;
  if (state.importing !== null) return train.blockedImporting;
  if (state.settingsFinder.work.phase === 'running') return train.blockedFinding;
  const filledCount = selectActiveClassSamples(state.classes, state.samples).size;
  if (filledCount === 0) return train.blockedNoClasses;
  if (filledCount === 1) return train.blockedOneClass;
  const problem = findSettingProblem(state.settings);
  if (problem !== null) return train.blockedSetting(settings.fields[problem.setting].label);
  if (state.engine.phase !== 'ready') return train.blockedEngine;
  const cut = state.engine.cuts[state.settings.tunedBlockCount - 1];
  const imageCount = selectActiveSamples(state.classes, state.samples).length;
  if (cut !== undefined && imageCount * cut.activationBytes > activationLimitBytes)
    return train.blockedMemory;
  return null;
}
