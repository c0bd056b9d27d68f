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
  if (state.classes.length === 1) return train.blockedOneClass;
  const filled = new Set(state.samples.map((sample) => sample.classId));
  const empty = state.classes.filter((each) => !filled.has(each.id));
  if (empty.length > 0) return train.blockedEmptyClasses(empty.map((each) => each.name));
  const setting = (Object.keys(settingLimits) as NumberSetting[]).find(
    (name) => !isSettingSound(name, state.settings[name]),
  );
  if (setting !== undefined) return train.blockedSetting(settings.fields[setting].label);
  if (state.engine.phase !== 'ready') return train.blockedEngine;
  return null;
}
