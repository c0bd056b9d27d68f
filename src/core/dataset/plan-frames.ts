/** Which frames of a video become images. */
export interface FramePlan {
  /** How many at most; a whole number. */
  readonly count: number;
  /** From one frame to the next. */
  readonly everySeconds: number;
}

/** Frames of one video look alike: more than these teach a model nothing that a second video would not teach better. */
export const frameLimits = {
  count: { minimum: 1, maximum: 500, whole: true },
  /** No closer than the frames of a film. */
  everySeconds: { minimum: 0.04, maximum: 3600, whole: false },
} as const;

const usualCount = 30;
const usualSeconds = 0.2;

/**
 * The moments of the frames, in seconds from the start, in order and inside of the video: each in the middle of its own
 * stretch of `everySeconds`, so that they reach neither the first black frame nor the very end. Always at least one.
 * @param durationSeconds of the video, above 0
 */
export function planFrames(durationSeconds: number, { count, everySeconds }: FramePlan): readonly number[] {
  const fitting = Math.round(durationSeconds / everySeconds);
  if (fitting < 1) return [durationSeconds / 2];
  return Array.from({ length: Math.min(count, fitting) }, (_, index) => (index + 0.5) * everySeconds).filter(
    (second) => second < durationSeconds,
  );
}

/** So many frames spread over the whole video, no closer than they may be. */
export function spreadFrames(durationSeconds: number, count: number): FramePlan {
  const { minimum, maximum } = frameLimits.everySeconds;
  // Rounded down, so that none falls behind the end.
  const everySeconds = Math.floor((100 * durationSeconds) / count) / 100;
  return { count, everySeconds: Math.min(Math.max(everySeconds, minimum), maximum) };
}

/** What is offered first: a moderate number of frames, spread over the whole video. */
export function suggestFrames(durationSeconds: number): FramePlan {
  const count = Math.floor(durationSeconds / usualSeconds);
  return spreadFrames(durationSeconds, Math.min(Math.max(count, 1), usualCount));
}

/** `holiday 01:12.50.jpg` for a frame of `holiday.mp4`, with the minutes and seconds at which it was. */
export function nameFrame(videoPath: string, seconds: number): string {
  const name = videoPath.slice(Math.max(videoPath.lastIndexOf('/'), videoPath.lastIndexOf('\\')) + 1);
  const hundredths = Math.round(100 * seconds);
  const minutes = String(Math.floor(hundredths / 6000)).padStart(2, '0');
  const rest = ((hundredths % 6000) / 100).toFixed(2).padStart(5, '0');
  return `${name.replace(/\.[^.]*$/, '')} ${minutes}:${rest}.jpg`;
}
