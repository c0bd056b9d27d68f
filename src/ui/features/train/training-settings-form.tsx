import { Button, Switch, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { isSettingSound, settingLimits } from '../../../core/training/training-settings.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { readNumber } from '../../components/read-number.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { AugmentationPart } from './augmentation-part.tsx';
import classes from './training-settings-form.module.css';

const mainSettings = ['epochs', 'batchSize', 'learningRate', 'seed'] as const;
const advancedSettings = ['hiddenUnits', 'dropout', 'l2', 'validationFraction'] as const;
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
} as const;

/** Everything that can be chosen about training, the four usual numbers first. */
export function TrainingSettingsForm() {
  const studio = useStudio();
  const { settings: words } = useMessages();
  const settings = useStudioState((state) => state.settings);
  const running = useStudioState((state) => state.training.phase === 'running');

  return (
    <fieldset className={classes.form} disabled={running}>
      <legend className={classes.legend}>{words.title}</legend>
      <div className={classes.grid}>
        {mainSettings.map((setting) => (
          <SettingBox key={setting} setting={setting} />
        ))}
      </div>
      <AugmentationPart />
      <Disclosure title={words.advanced}>
        <div className={classes.grid}>
          {advancedSettings.map((setting) => (
            <SettingBox key={setting} setting={setting} />
          ))}
        </div>
        <Switch
          checked={settings.classWeighting === 'balanced'}
          onChange={(event) =>
            studio.changeSettings({ classWeighting: event.currentTarget.checked ? 'balanced' : 'none' })
          }
          label={words.weighClasses}
          description={words.weighClassesHelp}
        />
        <Switch
          checked={settings.refit}
          onChange={(event) => studio.changeSettings({ refit: event.currentTarget.checked })}
          label={words.refit}
          description={words.refitHelp}
        />
        <Button
          variant="subtle"
          px={10}
          ml={-10}
          className={classes.reset}
          onClick={() => studio.resetSettings()}
        >
          {words.reset}
        </Button>
      </Disclosure>
    </fieldset>
  );
}

/**
 * One number. What is typed is taken over at once, a number out of range too, so that it is refused in the open; what is
 * no number falls back to the last one when the box is left. The arrow keys go up and down in steps.
 */
function SettingBox({ setting }: { readonly setting: keyof typeof steps }) {
  const studio = useStudio();
  const { settings: words } = useMessages();
  const value = useStudioState((state) => state.settings[setting]);
  const [draft, setDraft] = useState<string | null>(null);
  const { minimum, maximum, whole } = settingLimits[setting];
  const { label, help } = words.fields[setting];

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
