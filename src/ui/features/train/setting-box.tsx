import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { isSettingSound, settingLimits } from '../../../core/training/training-settings.ts';
import { readNumber } from '../../components/read-number.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';

/** How far the arrow keys go. */
const steps = {
  epochs: 5,
  batchSize: 8,
  learningRate: 0.0005,
  seed: 1,
  hiddenUnits: 16,
  dropout: 0.1,
  l2: 0.0001,
  validationFraction: 0.05,
  momentum: 0.05,
  weightDecay: 0.1,
  labelSmoothing: 0.05,
  mixup: 0.1,
  patience: 5,
  minDelta: 0.001,
  tuningEpochs: 1,
  tuningLearningRate: 0.001,
} as const;

interface SettingBoxProps {
  readonly setting: keyof typeof steps;
  /** What it does, in a line. */
  readonly help: string;
}

/**
 * One number. What is typed is taken over at once, a number out of range too, so that it is refused in the open; what is
 * no number falls back to the last one when the box is left. The arrow keys go up and down in steps.
 */
export function SettingBox({ setting, help }: SettingBoxProps) {
  const studio = useStudio();
  const { settings: words } = useMessages();
  const value = useStudioState((state) => state.settings[setting]);
  const [draft, setDraft] = useState<string | null>(null);
  const { minimum, maximum, whole } = settingLimits[setting];
  const { label } = words.fields[setting];

  function step(event: KeyboardEvent) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const next = Math.min(maximum, Math.max(minimum, value + direction * steps[setting]));
    setDraft(null);
    // Without the digits that binary fractions add.
    studio.changeSettings({ [setting]: Number(next.toPrecision(10)) });
  }

  return (
    <TextInput
      label={label}
      description={help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={
        isSettingSound(setting, value)
          ? undefined
          : (whole ? words.wholeRange : words.range)(minimum, maximum)
      }
      value={draft ?? String(value)}
      inputMode={whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        const number = readNumber(text);
        if (number !== null) studio.changeSettings({ [setting]: number });
      }}
      onKeyDown={step}
      onBlur={() => setDraft(null)}
    />
  );
}
