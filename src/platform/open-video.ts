import type { VideoFailure } from '../core/shared/failure.ts';
import { captureFrame } from './camera.ts';

/** A video file that can be played here. */
export interface OpenVideo {
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  /**
   * The square middle of the frame at this moment, as a JPEG; one after the other.
   * @throws when the video cannot be read there
   */
  takeFrame(seconds: number): Promise<Blob>;
  close(): void;
}

/** A browser that does not know what to do with a video may say nothing at all. */
const openMs = 20_000;
const seekMs = 10_000;
/** A frame is there when the video says so; some browsers do not say it of a video that nobody sees. */
const frameMs = 80;
/** Later than any video ends. */
const farSeconds = 1e7;

/** Opens a video file as far as its size and length are known; nothing of it is heard or shown. */
export async function openVideo(file: Blob): Promise<OpenVideo | VideoFailure> {
  const address = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  const close = () => {
    URL.revokeObjectURL(address);
    video.removeAttribute('src');
    // Lets go of the file and the decoder.
    video.load();
  };
  const unplayable: VideoFailure = { kind: 'video-unplayable', mediaType: file.type };
  try {
    const opened = waitFor(video, 'loadeddata', openMs);
    video.src = address;
    await opened;
    // A recording of a browser does not know how long it is before its end was looked for.
    if (video.duration === Number.POSITIVE_INFINITY) await seek(video, farSeconds);
    const { duration, videoWidth: width, videoHeight: height } = video;
    // A sound file, or a film whose pictures cannot be decoded here, has no size.
    if (!(Number.isFinite(duration) && duration > 0 && width > 0)) throw new Error('nothing to see');
    let turn: Promise<unknown> = Promise.resolve();
    return {
      durationSeconds: duration,
      width,
      height,
      takeFrame(seconds) {
        const frame = turn.then(async () => {
          await seek(video, seconds);
          return captureFrame(video);
        });
        turn = frame.catch(() => {});
        return frame;
      },
      close,
    };
  } catch {
    close();
    return unplayable;
  }
}

async function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  const drawn = waitForFrame(video);
  const sought = waitFor(video, 'seeked', seekMs);
  video.currentTime = seconds;
  await sought;
  await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, frameMs))]);
}

/** Resolves with the next frame; at once where the browser does not tell. */
function waitForFrame(video: HTMLVideoElement): Promise<unknown> {
  const told = video as Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback'>>;
  if (told.requestVideoFrameCallback === undefined) return Promise.resolve();
  return new Promise((resolve) => video.requestVideoFrameCallback(resolve));
}

/** @throws when the video fails, or the event does not come in time */
async function waitFor(video: HTMLVideoElement, event: string, limitMs: number): Promise<void> {
  const done = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      const { signal } = done;
      video.addEventListener(event, () => resolve(), { signal });
      video.addEventListener('error', () => reject(new Error(video.error?.message ?? '')), { signal });
      const timer = setTimeout(() => reject(new Error(`no ${event} in time`)), limitMs);
      signal.addEventListener('abort', () => clearTimeout(timer));
    });
  } finally {
    done.abort();
  }
}
