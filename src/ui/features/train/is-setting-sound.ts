import { type NumberSetting, settingLimits } from '../../../core/training/training-settings.ts';

/** Whether one setting lies within its limits, and is whole where it must be. */
export function isSettingSound(setting: NumberSetting, value: number): boolean {
  const { minimum, maximum, whole } = settingLimits[setting];
  return value >= minimum && value <= maximum && (!whole || Number.isInteger(value));
}
