import { SegmentedControl, Switch } from '@mantine/core';
import { useId } from 'react';
import { countCopies } from '../../../core/images/augment-image.ts';
import { settingLimits } from '../../../core/training/training-settings.ts';
import { NumberBox } from '../../components/number-box.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './augmentation-form.module.css';
import { CopyCost } from './copy-cost.tsx';
import { CopyPreviews } from './copy-previews.tsx';

const fractions = ['cropFraction', 'brightnessFraction', 'colourFraction'] as const;
const copyNumbers = Array.from({ length: settingLimits.copiesPerImage.maximum + 1 }, (_, count) => count);

/** How many copies there are and how they differ, shown on the person's own images, with what they cost. */
export function AugmentationForm() {
  const studio = useStudio();
  const { augmentationForm } = useLateMessages();
  const { settings: words } = useMessages();
  const settings = useStudioState((state) => state.settings);
  const running = useStudioState((state) => state.training.phase === 'running');
  const labelId = useId();
  const { copiesPerImage, rotationDegrees, flip } = settings;
  const copies = countCopies(settings, copiesPerImage);

  return (
    <>
      <p className={classes.intro}>{augmentationForm.intro}</p>
      <p className={classes.intro}>{augmentationForm.measured}</p>
      <div>
        <span id={labelId} className={classes.label}>
          {augmentationForm.copies}
        </span>
        <SegmentedControl
          aria-labelledby={labelId}
          className={classes.copies ?? ''}
          fullWidth
          disabled={running}
          value={String(copiesPerImage)}
          onChange={(value) => studio.changeSettings({ copiesPerImage: Number(value) })}
          data={copyNumbers.map((count) => ({
            value: String(count),
            label: count === 0 ? augmentationForm.off : String(count),
          }))}
        />
      </div>
      {copiesPerImage > 0 && (
        <>
          <Switch
            checked={flip}
            onChange={(event) => studio.changeSettings({ flip: event.currentTarget.checked })}
            label={augmentationForm.flip}
            description={augmentationForm.flipHelp}
          />
          <div className={classes.grid}>
            <NumberBox
              {...words.fields.rotationDegrees}
              {...settingLimits.rotationDegrees}
              step={5}
              value={rotationDegrees}
              onChange={(value) => studio.changeSettings({ rotationDegrees: value })}
            />
            {fractions.map((setting) => (
              <NumberBox
                key={setting}
                {...words.fields[setting]}
                minimum={0}
                maximum={100 * settingLimits[setting].maximum}
                whole
                step={5}
                value={Math.round(100 * settings[setting])}
                onChange={(percent) => studio.changeSettings({ [setting]: percent / 100 })}
              />
            ))}
          </div>
          {copies === 0 ? (
            <p className={classes.note}>{augmentationForm.nothingChanges}</p>
          ) : (
            <>
              <CopyPreviews copies={copies} />
              <p className={classes.note}>
                {copies < copiesPerImage && `${augmentationForm.onlyMirrored} `}
                <CopyCost />
              </p>
            </>
          )}
        </>
      )}
    </>
  );
}
