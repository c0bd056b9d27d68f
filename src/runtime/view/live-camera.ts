import type { CameraFailure } from '../../core/shared/failure.ts';
import { openCamera } from '../../platform/camera.ts';

/** A camera that is classified from. */
export interface LiveCamera {
  stop(): void;
}

/**
 * Opens the camera, plays it in `video` and hands over its picture again and again, as fast as `onFrame` is done with one but never
 * so often that the page has no time for anything else.
 * @param onGone called when the camera ends by itself
 */
export async function startLiveCamera(
  video: HTMLVideoElement,
  onFrame: () => Promise<void>,
  onGone: () => void,
): Promise<LiveCamera | CameraFailure> {
  const camera = await openCamera(null);
  if ('kind' in camera) return camera;
  const [track] = camera.stream.getVideoTracks();
  track?.addEventListener('ended', onGone);
  // A camera that looks at the person is a mirror; the picture that is classified never is turned around.
  video.toggleAttribute('data-mirrored', track?.getSettings().facingMode !== 'environment');
  video.srcObject = camera.stream;
  let stopped = false;

  async function classifyFrames() {
    await video.play().catch(() => {});
    while (!stopped) {
      await new Promise(requestAnimationFrame);
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || stopped) continue;
      const startMs = performance.now();
      await onFrame();
      const tookMs = performance.now() - startMs;
      await new Promise((resolve) => setTimeout(resolve, tookMs / 2));
    }
  }

  void classifyFrames();
  return {
    stop() {
      stopped = true;
      camera.stop();
      video.srcObject = null;
    },
  };
}
