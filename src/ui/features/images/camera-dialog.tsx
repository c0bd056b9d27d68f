import { Button } from '@mantine/core';
import { IconCamera, IconPlayerRecord } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { CameraView } from '../../components/camera-view.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './camera-dialog.module.css';
import { recordShots } from './record-shots.ts';

/** Between two pictures while recording: slow enough that they differ. */
const recordPauseMs = 150;
const shownCount = 8;

interface CameraDialogProps {
  readonly studioClass: StudioClass;
  /** The number in the file name of the first picture. */
  readonly firstNumber: number;
  readonly onClose: () => void;
}

/** Takes pictures for one class: one by one, or many while a button (or the Space key on it) is held. */
export function CameraDialog({ studioClass, firstNumber, onClose }: CameraDialogProps) {
  const studio = useStudio();
  const ports = usePagePorts();
  const { camera } = useMessages();
  const video = useRef<HTMLVideoElement>(null);
  const [running, setRunning] = useState(false);
  const [recording, setRecording] = useState(false);
  const [shotFailed, setShotFailed] = useState(false);
  const [taken, setTaken] = useState<readonly Blob[]>([]);
  const nextNumber = useRef(firstNumber);
  const { id } = studioClass;

  useEffect(() => {
    if (!recording) return;
    let stopped = false;
    async function record() {
      const { shots, failed } = await recordShots(
        async () => (!stopped && hasPicture(video.current) ? ports.captureFrame(video.current) : null),
        (shot) => setTaken((before) => [...before, shot]),
        () => new Promise((resolve) => setTimeout(resolve, recordPauseMs)),
      );
      setShotFailed(failed);
      const files = shots.map((blob) => ({ path: camera.fileName(nextNumber.current++), blob }));
      if (files.length > 0) await studio.addImages(id, files);
    }
    void record();
    return () => {
      stopped = true;
    };
  }, [recording, ports, studio, id, camera]);

  function end() {
    setRunning(false);
    setRecording(false);
  }

  async function takePicture() {
    if (!hasPicture(video.current)) return;
    const blob = await ports.captureFrame(video.current).catch(() => null);
    setShotFailed(blob === null);
    if (blob === null) return;
    setTaken((before) => [...before, blob]);
    await studio.addImages(id, [{ path: camera.fileName(nextNumber.current++), blob }]);
  }

  return (
    <Dialog title={camera.title(studioClass.name)} onClose={onClose} size={480}>
      <div className={classes.body}>
        <CameraView video={video} onRunning={() => setRunning(true)} onGone={end} />
        <div className={classes.actions}>
          <Button
            leftSection={<IconCamera size={18} stroke={1.75} />}
            disabled={!running || recording}
            onClick={() => void takePicture()}
          >
            {camera.takePicture}
          </Button>
          <Button
            variant={recording ? 'filled' : 'light'}
            leftSection={<IconPlayerRecord size={18} stroke={1.75} />}
            disabled={!running}
            style={{ touchAction: 'none' }}
            onPointerDown={() => setRecording(true)}
            onPointerUp={() => setRecording(false)}
            onPointerLeave={() => setRecording(false)}
            onPointerCancel={() => setRecording(false)}
            onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && setRecording(true)}
            onKeyUp={() => setRecording(false)}
            onBlur={() => setRecording(false)}
          >
            {camera.holdToRecord}
          </Button>
        </div>
        {shotFailed && <Notice kind="problem">{camera.shotFailed}</Notice>}
        <p className={classes.help}>{taken.length > 0 ? camera.taken(taken.length) : camera.recordHelp}</p>
        {taken.length > 0 && (
          <div className={classes.taken} aria-hidden>
            {taken.slice(-shownCount).map((blob, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the strip shows places, not pictures
              <BlobImage key={index} blob={blob} alt="" />
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** False before the first picture, and while a camera pauses. */
function hasPicture(video: HTMLVideoElement | null): video is HTMLVideoElement {
  return video !== null && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}
