import { Button } from '@mantine/core';
import { IconPlayerRecord, IconPlayerStop } from '@tabler/icons-react';
import { useMessages } from '../../messages-context.ts';
import type { Recorder } from './use-recorder.ts';

interface RecordButtonProps {
  readonly recorder: Recorder;
  /** 0 records while the button is held; else one press records for so long, and another stops it. */
  readonly lengthSeconds: number;
  readonly disabled: boolean;
}

/** Begins and ends a recording. */
export function RecordButton({ recorder, lengthSeconds, disabled }: RecordButtonProps) {
  const { camera, general } = useMessages();
  const active = recorder.phase !== 'idle';
  const look = { variant: active ? 'filled' : 'light', disabled } as const;
  if (lengthSeconds > 0) {
    const Icon = active ? IconPlayerStop : IconPlayerRecord;
    return (
      <Button
        {...look}
        leftSection={<Icon size={18} stroke={1.75} />}
        onClick={active ? recorder.end : recorder.begin}
      >
        {active ? general.stop : camera.record(lengthSeconds)}
      </Button>
    );
  }
  return (
    <Button
      {...look}
      leftSection={<IconPlayerRecord size={18} stroke={1.75} />}
      style={{ touchAction: 'none' }}
      onPointerDown={recorder.begin}
      onPointerUp={recorder.end}
      onPointerLeave={recorder.end}
      onPointerCancel={recorder.end}
      onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && recorder.begin()}
      onKeyUp={recorder.end}
      onBlur={recorder.end}
    >
      {camera.holdToRecord}
    </Button>
  );
}
