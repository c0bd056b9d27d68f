import { type CameraNumber, type CameraOptions, cameraLimits } from '../../../studio/camera-options.ts';
import { CameraChoice } from '../../components/camera-choice.tsx';
import type { OpenedCamera } from '../../components/camera-view.tsx';
import { NumberBox } from '../../components/number-box.tsx';
import { useMessages } from '../../messages-context.ts';
import classes from './camera-options-form.module.css';

const numbers: readonly CameraNumber[] = ['framesPerSecond', 'delaySeconds', 'lengthSeconds'];

interface CameraOptionsFormProps {
  readonly opened: OpenedCamera;
  readonly options: CameraOptions;
  /** While a recording goes on. */
  readonly disabled: boolean;
  readonly onChange: (change: Partial<CameraOptions>) => void;
}

/** How a recording goes, which camera, and how its view looks. */
export function CameraOptionsForm({ opened, options, disabled, onChange }: CameraOptionsFormProps) {
  const { camera } = useMessages();
  return (
    <>
      <div className={classes.numbers}>
        {numbers.map((option) => (
          <NumberBox
            key={option}
            {...camera.fields[option]}
            {...cameraLimits[option]}
            step={1}
            value={options[option]}
            disabled={disabled}
            onChange={(value) => onChange({ [option]: value })}
          />
        ))}
      </div>
      <CameraChoice opened={opened} options={options} disabled={disabled} onChange={onChange} />
    </>
  );
}
