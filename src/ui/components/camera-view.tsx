import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '../../core/shared/failure.ts';
import { useMessages } from '../messages-context.ts';
import { usePagePorts } from '../page-ports.ts';
import classes from './camera-view.module.css';
import { FailureNotice } from './failure-notice.tsx';
import { TaskProgress } from './task-progress.tsx';

interface CameraViewProps {
  readonly video: RefObject<HTMLVideoElement | null>;
  /** Called when the picture runs. */
  readonly onRunning?: () => void;
  /** Called when the camera goes while it runs; what happened is said in its place. */
  readonly onGone?: () => void;
}

/** Opens the camera while it is shown and plays the square middle of its picture, the part that the model sees. */
export function CameraView({ video, onRunning, onGone }: CameraViewProps) {
  const ports = usePagePorts();
  const { camera } = useMessages();
  const [state, setState] = useState<'opening' | 'running' | Failure>('opening');
  const [mirrored, setMirrored] = useState(true);
  const gone = useEffectEvent(() => {
    setState({ kind: 'camera-gone' });
    onGone?.();
  });

  useEffect(() => {
    let closed = false;
    let stop: (() => void) | undefined;
    ports.openCamera().then((opened) => {
      if ('kind' in opened) {
        if (!closed) setState(opened);
        return;
      }
      if (closed || video.current === null) {
        opened.stop();
        return;
      }
      stop = () => opened.stop();
      // A camera that looks away from the person is no mirror.
      const [track] = opened.stream.getVideoTracks();
      setMirrored(track?.getSettings().facingMode !== 'environment');
      // Not sent for a camera that is stopped from here.
      track?.addEventListener('ended', () => gone());
      video.current.srcObject = opened.stream;
      setState('running');
    });
    return () => {
      closed = true;
      stop?.();
    };
  }, [ports, video]);

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
        data-mirrored={mirrored || undefined}
        aria-label={camera.view}
        autoPlay
        playsInline
        muted
        onPlaying={onRunning}
      />
      {state === 'opening' && (
        <div className={classes.opening}>
          <TaskProgress name={camera.opening} fraction={null} />
        </div>
      )}
    </div>
  );
}
