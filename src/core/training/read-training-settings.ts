import { oneOf, type Read, readField } from '../shared/read-json.ts';
import {
  defaultTrainingSettings,
  isSettingSound,
  type NumberSetting,
  optimizers,
  schedules,
  type TrainingSettings,
} from './training-settings.ts';

/** Settings from outside; whatever is missing, or out of its limits, gets its default. */
export function readTrainingSettings(value: unknown): TrainingSettings {
  const entries = Object.entries(readers).map(([name, read]) => {
    const setting = read(readField(value, name));
    return [name, setting ?? defaultTrainingSettings[name as keyof TrainingSettings]] as const;
  });
  return Object.fromEntries(entries) as unknown as TrainingSettings;
}

const readers: { readonly [Name in keyof TrainingSettings]-?: Read<TrainingSettings[Name]> } = {
  epochs: numberSetting('epochs'),
  batchSize: numberSetting('batchSize'),
  learningRate: numberSetting('learningRate'),
  optimizer: oneOf(...optimizers),
  momentum: numberSetting('momentum'),
  weightDecay: numberSetting('weightDecay'),
  schedule: oneOf(...schedules),
  labelSmoothing: numberSetting('labelSmoothing'),
  mixup: numberSetting('mixup'),
  patience: numberSetting('patience'),
  minDelta: numberSetting('minDelta'),
  hiddenUnits: numberSetting('hiddenUnits'),
  dropout: numberSetting('dropout'),
  l2: numberSetting('l2'),
  classWeighting: oneOf('none', 'balanced'),
  validationFraction: numberSetting('validationFraction'),
  seed: numberSetting('seed'),
  refit: oneOf(true, false),
  tunedBlockCount: numberSetting('tunedBlockCount'),
  tuningEpochs: numberSetting('tuningEpochs'),
  tuningLearningRate: numberSetting('tuningLearningRate'),
  copiesPerImage: numberSetting('copiesPerImage'),
  flip: oneOf(true, false),
  rotationDegrees: numberSetting('rotationDegrees'),
  cropFraction: numberSetting('cropFraction'),
  brightnessFraction: numberSetting('brightnessFraction'),
  colourFraction: numberSetting('colourFraction'),
};

function numberSetting(name: NumberSetting): Read<number> {
  return (value) => (typeof value === 'number' && isSettingSound(name, value) ? value : undefined);
}
