import { centreCrop } from '../core/images/centre-crop.ts';
import type { CameraFailure } from '../core/shared/failure.ts';

/** A camera that is on. */
export interface OpenCamera {
  readonly stream: MediaStream;
  /** Switches it off; its light goes out. */
  stop(): void;
}

/** Side of a captured picture at most, in pixels: ample for any base model, small enough to keep thousands. */
const capturedSide = 640;

/** Asks for a camera, on a phone the one at the back. The person may be asked to allow it. */
export async function openCamera(
  devices: Pick<MediaDevices, 'getUserMedia'> | null = navigator.mediaDevices ?? null,
): Promise<OpenCamera | CameraFailure> {
  // Browsers offer no camera at all to pages that did not come over HTTPS or from this machine.
  if (devices === null) return { kind: 'camera-unsupported' };
  try {
    const stream = await devices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    return {
      stream,
      stop() {
        for (const track of stream.getTracks()) track.stop();
      },
    };
  } catch (error) {
    return explainRefusal(error);
  }
}

/** By the names that the Media Capture and Streams specification gives (section 10.2, getUserMedia). */
function explainRefusal(error: unknown): CameraFailure {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return { kind: 'camera-refused' };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { kind: 'camera-missing' };
    case 'NotSupportedError':
    case 'TypeError':
      return { kind: 'camera-unsupported' };
    default:
      return { kind: 'camera-busy', detail: message };
  }
}

/**
 * The square middle of the picture that `video` shows now, as a JPEG of at most 640 x 640 pixels.
 * @throws when the video has no picture yet
 */
export async function captureFrame(video: HTMLVideoElement): Promise<Blob> {
  if (video.videoWidth === 0) throw new Error('the video has no picture yet');
  const { x, y, side } = centreCrop(video.videoWidth, video.videoHeight);
  const outputSide = Math.min(side, capturedSide);
  const canvas = document.createElement('canvas');
  canvas.width = outputSide;
  canvas.height = outputSide;
  canvas.getContext('2d')?.drawImage(video, x, y, side, side, 0, 0, outputSide, outputSide);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture could not be encoded')) : resolve(blob)),
      'image/jpeg',
      0.92,
    );
  });
}
