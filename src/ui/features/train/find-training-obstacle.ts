import { type NumberSetting, settingLimits } from '../../../core/training/training-settings.ts';
import type { Messages } from '../../../messages/en.ts';
import type { StudioState } from '../../../studio/studio-state.ts';
import { isSettingSound } from './is-setting-sound.ts';

/** Why "Train" cannot be pressed now, in words; null when it can. */
export function findTrainingObstacle(state: StudioState, messages: Messages): string | null {
  const { train, settings } = messages;
  if (state.engine.phase === 'failed') return train.blockedEngineFailed;
  if (state.importing !== null) return train.blockedImporting;
  if (state.samples.length === 0) return train.blockedNoClasses;
  const [first] = state.samples;
  if (state.samples.every((sample) => sample.classId === first?.classId)) return train.blockedOneClass;
  const setting = (Object.keys(settingLimits) as NumberSetting[]).find(
    (name) => !isSettingSound(name, state.settings[name]),
  );
  if (setting !== undefined) return train.blockedSetting(settings.fields[setting].label);
  if (state.engine.phase !== 'ready') return train.blockedEngine;
  return null;
}
