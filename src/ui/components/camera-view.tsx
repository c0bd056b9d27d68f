import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '../../core/shared/failure.ts';
import { useMessages } from '../messages-context.ts';
import { type ListedCamera, usePagePorts } from '../page-ports.ts';
import classes from './camera-view.module.css';
import { FailureNotice } from './failure-notice.tsx';
import { TaskProgress } from './task-progress.tsx';

/** A camera that is on, among the others. */
export interface OpenedCamera {
  readonly id: string | null;
  /** Whether its view is turned around while the person has not chosen: a camera that looks away is no mirror. */
  readonly isMirror: boolean;
  readonly cameras: readonly ListedCamera[];
}

interface CameraViewProps {
  readonly video: RefObject<HTMLVideoElement | null>;
  /** The camera to open; null leaves it to the browser. Give the view this `key`, so that another is opened anew. */
  readonly cameraId: string | null;
  /** Whether the view is turned around; null leaves it to the camera. */
  readonly mirrored: boolean | null;
  /** Called once it is known which camera is on. */
  readonly onOpened: (opened: OpenedCamera) => void;
  /** Called when the picture runs. */
  readonly onRunning?: () => void;
  /** Called when the camera goes while it runs; what happened is said in its place. */
  readonly onGone?: () => void;
  /** Lies over the picture. */
  readonly children?: ReactNode;
}

/** Opens the camera while it is shown and plays the square middle of its picture, the part that the model sees. */
export function CameraView({ video, cameraId, mirrored, children, ...on }: CameraViewProps) {
  const ports = usePagePorts();
  const { camera } = useMessages();
  const [state, setState] = useState<'opening' | 'running' | Failure>('opening');
  const [isMirror, setIsMirror] = useState(true);
  const gone = useEffectEvent(() => {
    setState({ kind: 'camera-gone' });
    on.onGone?.();
  });
  const opened = useEffectEvent((camera: OpenedCamera) => on.onOpened(camera));

  useEffect(() => {
    let closed = false;
    let stop: (() => void) | undefined;
    async function open() {
      const session = await ports.openCamera(cameraId);
      if ('kind' in session) {
        if (!closed) setState(session);
        return;
      }
      if (closed || video.current === null) {
        session.stop();
        return;
      }
      stop = () => session.stop();
      const [track] = session.stream.getVideoTracks();
      // Not sent for a camera that is stopped from here.
      track?.addEventListener('ended', () => gone());
      video.current.srcObject = session.stream;
      setState('running');
      const settings = track?.getSettings();
      const facesPerson = settings?.facingMode !== 'environment';
      setIsMirror(facesPerson);
      // They are named only now that one is allowed.
      const cameras = await ports.listCameras();
      if (!closed) opened({ id: settings?.deviceId ?? null, isMirror: facesPerson, cameras });
    }
    void open();
    return () => {
      closed = true;
      stop?.();
    };
  }, [ports, video, cameraId]);

  if (typeof state === 'object') {
    return (
      <div role="alert">
        <FailureNotice failure={state} />
      </div>
    );
  }
  return (
    <div className={classes.frame}>
      <video
        ref={video}
        className={classes.video}
        data-mirrored={(mirrored ?? isMirror) || undefined}
        aria-label={camera.view}
        autoPlay
        playsInline
        muted
        onPlaying={on.onRunning}
      />
      {state === 'opening' && (
        <div className={classes.opening}>
          <TaskProgress name={camera.opening} fraction={null} />
        </div>
      )}
      {children}
    </div>
  );
}
