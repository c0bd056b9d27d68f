import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { AdvancedPart } from './advanced-part.tsx';
import { AugmentationPart } from './augmentation-part.tsx';
import { SettingBox } from './setting-box.tsx';
import classes from './training-settings-form.module.css';

const mainSettings = ['epochs', 'batchSize', 'learningRate', 'seed'] as const;

/** What can be chosen about training: the four usual numbers, and the rest where it is asked for. */
export function TrainingSettingsForm() {
  const { settings: words } = useMessages();
  const running = useStudioState((state) => state.training.phase === 'running');

  return (
    <fieldset className={classes.form} disabled={running}>
      <legend className={classes.legend}>{words.title}</legend>
      <div className={classes.grid}>
        {mainSettings.map((setting) => (
          <SettingBox key={setting} setting={setting} help={words.fields[setting].help} />
        ))}
      </div>
      <AugmentationPart />
      <AdvancedPart />
    </fieldset>
  );
}
