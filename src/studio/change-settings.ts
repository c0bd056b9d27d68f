import { defaultTrainingSettings, type TrainingSettings } from '../core/training/training-settings.ts';
import type { StudioContext } from './studio-context.ts';

/** Changes the training settings. A value out of its range is kept as it was typed and refused by `train`. */
export function createSettingsEditor({ ports, store, announce }: StudioContext) {
  return {
    changeSettings(change: Partial<TrainingSettings>): void {
      store.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
    },
    resetSettings(): void {
      store.setState({ settings: defaultTrainingSettings });
      announce(ports.messages.announcements.settingsReset);
    },
  };
}
