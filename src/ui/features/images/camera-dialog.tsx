import { Button, VisuallyHidden } from '@mantine/core';
import { IconCamera, IconPlayerRecordFilled } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { CameraView, type OpenedCamera } from '../../components/camera-view.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './camera-dialog.module.css';
import { CameraOptionsForm } from './camera-options-form.tsx';
import { RecordButton } from './record-button.tsx';
import { useRecorder } from './use-recorder.ts';

const shownCount = 8;

interface CameraDialogProps {
  readonly studioClass: StudioClass;
  /** How many images the class has. */
  readonly imageCount: number;
  readonly onClose: () => void;
}

/** Takes pictures for one class: one by one, or many while a button (or the Space key on it) is held, or for some seconds. */
export function CameraDialog({ studioClass: { id, name }, imageCount, onClose }: CameraDialogProps) {
  const studio = useStudio();
  const ports = usePagePorts();
  const { camera } = useMessages();
  const options = useStudioState((state) => state.camera);
  const video = useRef<HTMLVideoElement>(null);
  const [opened, setOpened] = useState<OpenedCamera | null>(null);
  const [running, setRunning] = useState(false);
  const [shotFailed, setShotFailed] = useState(false);
  const [earlierCount] = useState(imageCount);
  const addedCount = imageCount - earlierCount;
  const [taken, setTaken] = useState<readonly Blob[]>([]);
  const nextNumber = useRef(imageCount + 1);
  const recorder = useRecorder(options, {
    takeShot: async () => (hasPicture(video.current) ? ports.captureFrame(video.current) : null),
    onShot: show,
    onEnd(shots, failed) {
      setShotFailed(failed);
      if (shots.length > 0) void studio.addBurst(id, shots.map(nameShot));
    },
  });
  const { phase, secondsLeft, shotCount } = recorder;

  function show(shot: Blob) {
    setTaken((before) => [...before.slice(1 - shownCount), shot]);
  }

  function nameShot(blob: Blob) {
    return { path: camera.fileName(nextNumber.current++), blob };
  }

  function end() {
    setRunning(false);
    recorder.end();
  }

  async function takePicture() {
    if (!hasPicture(video.current)) return;
    const shot = await ports.captureFrame(video.current).catch(() => null);
    setShotFailed(shot === null);
    if (shot === null) return;
    show(shot);
    void studio.addImages(id, [nameShot(shot)]);
  }

  return (
    <Dialog title={camera.title(name)} onClose={onClose} size={480}>
      <div className={classes.body}>
        <CameraView
          key={options.cameraId}
          video={video}
          cameraId={options.cameraId}
          mirrored={options.mirrored}
          onOpened={setOpened}
          onRunning={() => setRunning(true)}
          onGone={end}
        >
          {phase === 'counting-down' && (
            <p aria-hidden className={classes.countdown}>
              {secondsLeft}
            </p>
          )}
          {phase === 'recording' && (
            <p className={classes.recording}>
              <IconPlayerRecordFilled aria-hidden size={14} />
              {camera.recorded(shotCount)}
            </p>
          )}
        </CameraView>
        <div className={classes.actions}>
          <Button
            leftSection={<IconCamera size={18} stroke={1.75} />}
            disabled={!running || phase !== 'idle'}
            onClick={() => void takePicture()}
          >
            {camera.takePicture}
          </Button>
          <RecordButton recorder={recorder} lengthSeconds={options.lengthSeconds} disabled={!running} />
        </div>
        <VisuallyHidden aria-live="assertive">
          {phase === 'counting-down' && camera.startsIn(secondsLeft)}
          {phase === 'recording' && camera.recording}
        </VisuallyHidden>
        {shotFailed && <Notice kind="problem">{camera.shotFailed}</Notice>}
        <p className={classes.help} aria-live="polite">
          {addedCount > 0 ? camera.taken(addedCount) : camera.recordHelp}
        </p>
        {taken.length > 0 && (
          <div className={classes.taken} aria-hidden>
            {taken.map((blob, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the strip shows places, not pictures
              <BlobImage key={index} blob={blob} alt="" />
            ))}
          </div>
        )}
        {opened !== null && (
          <Disclosure title={camera.options}>
            <CameraOptionsForm
              opened={opened}
              options={options}
              disabled={phase !== 'idle'}
              onChange={(change) => {
                if (change.cameraId !== undefined) setRunning(false);
                studio.changeCamera(change);
              }}
            />
          </Disclosure>
        )}
      </div>
    </Dialog>
  );
}

/** False before the first picture, and while a camera pauses. */
function hasPicture(video: HTMLVideoElement | null): video is HTMLVideoElement {
  return video !== null && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}
