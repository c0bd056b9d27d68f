import { Button, NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { optimizers, schedules } from '../../../core/training/training-settings.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './advanced-settings.module.css';
import { SchedulePreview } from './schedule-preview.tsx';
import { SettingBox } from './setting-box.tsx';

/** Every setting that the simple form leaves alone, each with a line that says what it does. */
export function AdvancedSettings() {
  const studio = useStudio();
  const { settings: words } = useMessages();
  const { recipe, tuning } = useLateMessages();
  const settings = useStudioState((state) => state.settings);
  const running = useStudioState((state) => state.training.phase === 'running');
  const optimizerId = useId();
  const { optimizer, schedule } = settings;
  const help = recipe.help;

  return (
    <div className={classes.parts}>
      <Part title={recipe.steps}>
        <div>
          <span id={optimizerId} className={classes.label}>
            {recipe.optimizer}
          </span>
          <SegmentedControl
            aria-labelledby={optimizerId}
            className={classes.choice ?? ''}
            fullWidth
            disabled={running}
            value={optimizer}
            onChange={(value) => {
              const chosen = optimizers.find((name) => name === value);
              if (chosen !== undefined) studio.changeSettings({ optimizer: chosen });
            }}
            data={optimizers.map((name) => ({ value: name, label: recipe.optimizers[name].label }))}
          />
          <p className={classes.help}>{recipe.optimizers[optimizer].help}</p>
        </div>
        <div className={classes.grid}>
          {optimizer === 'sgd' && <SettingBox setting="momentum" help={help.momentum} />}
          {optimizer === 'adamw' && <SettingBox setting="weightDecay" help={help.weightDecay} />}
        </div>
        <NativeSelect
          label={recipe.schedule}
          description={recipe.schedules[schedule].help}
          inputWrapperOrder={['label', 'input', 'description']}
          disabled={running}
          value={schedule}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = schedules.find((name) => name === value);
            if (chosen !== undefined) studio.changeSettings({ schedule: chosen });
          }}
          data={schedules.map((name) => ({ value: name, label: recipe.schedules[name].label }))}
        />
        <SchedulePreview />
      </Part>
      {settings.tunedBlockCount > 0 && (
        <Part title={tuning.settings}>
          <div className={classes.grid}>
            <SettingBox setting="tuningEpochs" help={tuning.epochsHelp} />
            <SettingBox setting="tuningLearningRate" help={tuning.rateHelp} />
          </div>
        </Part>
      )}
      <Part title={recipe.byHeart}>
        <div className={classes.grid}>
          {optimizer !== 'adamw' && <SettingBox setting="l2" help={words.fields.l2.help} />}
          <SettingBox setting="dropout" help={words.fields.dropout.help} />
          <SettingBox setting="labelSmoothing" help={help.labelSmoothing} />
          <SettingBox setting="mixup" help={help.mixup} />
        </div>
      </Part>
      <Part title={recipe.ending}>
        <div className={classes.grid}>
          <SettingBox setting="patience" help={help.patience} />
          {settings.patience > 0 && <SettingBox setting="minDelta" help={help.minDelta} />}
        </div>
        <p className={classes.help}>{recipe.bestIsKept}</p>
      </Part>
      <Part title={recipe.headAndImages}>
        <div className={classes.grid}>
          <SettingBox setting="hiddenUnits" help={words.fields.hiddenUnits.help} />
          <SettingBox setting="validationFraction" help={words.fields.validationFraction.help} />
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
      </Part>
      <Button
        variant="subtle"
        px={10}
        ml={-10}
        className={classes.reset ?? ''}
        onClick={() => studio.resetSettings()}
      >
        {words.reset}
      </Button>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {title}
      </h3>
      {children}
    </section>
  );
}
