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

/** A camera of this device. */
interface ListedCamera {
  readonly id: string;
  /** As the system calls it; empty where it has no name. */
  readonly label: string;
  /** Whether it looks at the person or away from them; null where that is not known, as for one on a cable. */
  readonly facing: 'user' | 'environment' | null;
}

/**
 * Asks for a camera. The person may be asked to allow it.
 * @param cameraId the one to open; null, and where it is gone, leaves it to the browser: on a phone the one at the back
 */
export async function openCamera(
  cameraId: string | null,
  devices: Pick<MediaDevices, 'getUserMedia'> | null = navigator.mediaDevices ?? null,
): Promise<OpenCamera | CameraFailure> {
  // Browsers offer no camera at all to pages that did not come over HTTPS or from this machine.
  if (devices === null) return { kind: 'camera-unsupported' };
  if (cameraId === null) return open(devices, { facingMode: { ideal: 'environment' } });
  // Exactly: a mere wish for one weighs no more than the wish for a size, and another camera would often win.
  const chosen = await open(devices, { deviceId: { exact: cameraId } });
  const isGone = 'kind' in chosen && chosen.kind === 'camera-missing';
  return isGone ? openCamera(null, devices) : chosen;
}

async function open(
  devices: Pick<MediaDevices, 'getUserMedia'>,
  which: MediaTrackConstraints,
): Promise<OpenCamera | CameraFailure> {
  try {
    const stream = await devices.getUserMedia({
      audio: false,
      video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
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

/** The cameras of this device. Browsers name them only once one has been allowed; none where they are not told. */
export async function listCameras(
  devices: Partial<Pick<MediaDevices, 'enumerateDevices'>> | null = navigator.mediaDevices ?? null,
): Promise<readonly ListedCamera[]> {
  const listed = (await devices?.enumerateDevices?.().catch(() => [])) ?? [];
  return listed
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map((device) => ({ id: device.deviceId, label: device.label, facing: findFacing(device) }));
}

/** Not every browser tells what a listed camera can do; Android's names say where it looks. */
function findFacing(device: MediaDeviceInfo & Partial<Pick<InputDeviceInfo, 'getCapabilities'>>) {
  const facing = device.getCapabilities?.().facingMode?.[0] ?? facingInLabel.exec(device.label)?.[1];
  if (facing === 'user' || facing === 'front') return 'user';
  return facing === 'environment' || facing === 'back' ? 'environment' : null;
}

const facingInLabel = /\bfacing (front|back)\b/;

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
