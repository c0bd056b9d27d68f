import { Button, NumberInput, Switch } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { type NumberSetting, settingLimits } from '../../../core/training/training-settings.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { isSettingSound } from './is-setting-sound.ts';
import classes from './training-settings-form.module.css';

const mainSettings: readonly NumberSetting[] = ['epochs', 'batchSize', 'learningRate', 'seed'];
const advancedSettings: readonly NumberSetting[] = ['hiddenUnits', 'dropout', 'l2', 'validationFraction'];
const steps: Readonly<Record<NumberSetting, number>> = {
  epochs: 5,
  batchSize: 8,
  learningRate: 0.0005,
  seed: 1,
  hiddenUnits: 16,
  dropout: 0.1,
  l2: 0.0001,
  validationFraction: 0.05,
};

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
      <details className={classes.advanced}>
        <summary>
          <IconChevronRight aria-hidden className={classes.chevron} size={18} stroke={2} />
          {words.advanced}
        </summary>
        <div className={classes.grid}>
          {advancedSettings.map((setting) => (
            <SettingBox key={setting} setting={setting} />
          ))}
        </div>
        <Switch
          className={classes.refit}
          checked={settings.refit}
          onChange={(event) => studio.changeSettings({ refit: event.currentTarget.checked })}
          label={words.refit}
          description={words.refitHelp}
        />
        <Button variant="subtle" px={10} ml={-10} onClick={() => studio.resetSettings()}>
          {words.reset}
        </Button>
      </details>
    </fieldset>
  );
}

/** One number. What is typed is taken over at once; an emptied box falls back to the last number when it is left. */
function SettingBox({ setting }: { readonly setting: NumberSetting }) {
  const studio = useStudio();
  const { settings: words } = useMessages();
  const value = useStudioState((state) => state.settings[setting]);
  const [emptied, setEmptied] = useState(false);
  const { minimum, maximum, whole } = settingLimits[setting];
  const { label, help } = words.fields[setting];
  const sound = emptied || isSettingSound(setting, value);

  return (
    <NumberInput
      label={label}
      description={help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={sound ? undefined : (whole ? words.wholeRange : words.range)(minimum, maximum)}
      value={emptied ? '' : value}
      step={steps[setting]}
      min={minimum}
      max={maximum}
      clampBehavior="none"
      allowDecimal={!whole}
      allowNegative={false}
      hideControls
      onChange={(next) => {
        const number = typeof next === 'number' ? next : Number.parseFloat(next);
        setEmptied(Number.isNaN(number));
        if (!Number.isNaN(number)) studio.changeSettings({ [setting]: number });
      }}
      onBlur={() => setEmptied(false)}
    />
  );
}
