import { useEffect, useRef, useState } from 'react';
import { CameraView } from '../../components/camera-view.tsx';
import { useStudio } from '../../studio-context.tsx';

/** Classifies what the camera sees, frame after frame, as fast as the engine answers. */
export function LiveCamera() {
  const studio = useStudio();
  const video = useRef<HTMLVideoElement>(null);
  const [running, setRunning] = useState(false);

  useEffect(() => {
    if (!running) return;
    let stopped = false;
    async function classifyFrames() {
      while (!stopped && video.current !== null) {
        await new Promise(requestAnimationFrame);
        if (stopped || video.current === null) return;
        // A camera that pauses (another tab, a call) has no picture for a while.
        if (video.current.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
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

  return <CameraView video={video} onRunning={() => setRunning(true)} />;
}
