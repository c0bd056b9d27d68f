import { NativeSelect, Switch } from '@mantine/core';
import type { CameraOptions } from '../../studio/camera-options.ts';
import { useMessages } from '../messages-context.ts';
import type { ListedCamera } from '../page-ports.ts';
import type { OpenedCamera } from './camera-view.tsx';

interface CameraChoiceProps {
  readonly opened: OpenedCamera;
  readonly options: CameraOptions;
  readonly disabled?: boolean;
  readonly onChange: (change: Partial<CameraOptions>) => void;
}

/** Which camera, where there is a choice, and whether its view is a mirror. */
export function CameraChoice({ opened, options, disabled = false, onChange }: CameraChoiceProps) {
  const { camera } = useMessages();
  const names = nameCameras(opened.cameras, camera);
  return (
    <>
      {opened.cameras.length > 1 && (
        <NativeSelect
          label={camera.choose}
          disabled={disabled}
          value={opened.id ?? ''}
          data={opened.cameras.map(({ id }, index) => ({ value: id, label: names[index] ?? '' }))}
          // Another camera may look the other way: it decides anew whether it is a mirror.
          onChange={(event) => onChange({ cameraId: event.currentTarget.value, mirrored: null })}
        />
      )}
      <Switch
        label={camera.mirror}
        description={camera.mirrorHelp}
        checked={options.mirrored ?? opened.isMirror}
        onChange={(event) => onChange({ mirrored: event.currentTarget.checked })}
      />
    </>
  );
}

interface CameraWords {
  front(number: number): string;
  back(number: number): string;
  unnamed(number: number): string;
}

/** Names to choose by: on a phone by where the camera looks, elsewhere as the system calls it. */
export function nameCameras(cameras: readonly ListedCamera[], words: CameraWords): readonly string[] {
  return cameras.map(({ facing, label }, index) => {
    const number = cameras.slice(0, index + 1).filter((other) => other.facing === facing).length;
    if (facing === 'user') return words.front(number);
    if (facing === 'environment') return words.back(number);
    return label === '' ? words.unnamed(index + 1) : label;
  });
}
