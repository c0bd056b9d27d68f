import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CameraChoice } from '../../components/camera-choice.tsx';
import { CameraView, type OpenedCamera } from '../../components/camera-view.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';

interface LiveCameraProps {
  /** What lies over the picture, which may be shown turned around. */
  readonly overlay: (mirrored: boolean) => ReactNode;
}

/** Classifies what the camera sees, frame after frame, as fast as the engine answers. */
export function LiveCamera({ overlay }: LiveCameraProps) {
  const studio = useStudio();
  const { camera } = useMessages();
  const options = useStudioState((state) => state.camera);
  const video = useRef<HTMLVideoElement>(null);
  const [opened, setOpened] = useState<OpenedCamera | null>(null);
  const [running, setRunning] = useState(false);

  useEffect(() => {
    if (!running) return;
    let stopped = false;
    async function classifyFrames() {
      while (!stopped) {
        await new Promise(requestAnimationFrame);
        if (stopped) return;
        // A camera that pauses (another tab, a call), or another one that opens, has no picture for a while.
        if (video.current === null || video.current.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
        // A picture that goes in between is no picture to classify; the next one comes.
        const frame = await createImageBitmap(video.current).catch(() => null);
        if (frame !== null) await studio.predictFrame(frame);
      }
    }
    void classifyFrames();
    return () => {
      stopped = true;
    };
  }, [running, studio]);

  return (
    <>
      <CameraView
        key={options.cameraId}
        video={video}
        cameraId={options.cameraId}
        mirrored={options.mirrored}
        onOpened={setOpened}
        onRunning={() => setRunning(true)}
        onGone={() => setRunning(false)}
      >
        {running && overlay(options.mirrored ?? opened?.isMirror ?? true)}
      </CameraView>
      {opened !== null && (
        <Disclosure title={camera.options}>
          <CameraChoice opened={opened} options={options} onChange={studio.changeCamera} />
        </Disclosure>
      )}
    </>
  );
}
