import type { Preferences } from '../platform/preferences.ts';

/** What a person can choose about the camera, remembered for the next time. */
export interface CameraOptions {
  /** The browser's id of the camera; null leaves it to the browser, which takes the one at the back of a phone. */
  readonly cameraId: string | null;
  /** Whether the view is turned around like a mirror; null for a camera that looks at the person. Pictures never are. */
  readonly mirrored: boolean | null;
  /** Of a recording. */
  readonly framesPerSecond: number;
  /** From the press of the button to the first picture of a recording. */
  readonly delaySeconds: number;
  /** Of a recording; 0 records for as long as the button is held. */
  readonly lengthSeconds: number;
}

/** The name of an option that is a number. */
export type CameraNumber = keyof typeof cameraLimits;

/** Smallest and largest value of each number, and whether it must be whole. */
export const cameraLimits = {
  framesPerSecond: { minimum: 0.5, maximum: 15, whole: false },
  delaySeconds: { minimum: 0, maximum: 30, whole: true },
  lengthSeconds: { minimum: 0, maximum: 60, whole: false },
} as const;

export const defaultCameraOptions: CameraOptions = {
  cameraId: null,
  mirrored: null,
  framesPerSecond: 5,
  delaySeconds: 0,
  lengthSeconds: 0,
};

const key = 'camera';
/** Ids of today's browsers have 64 characters. */
const cameraIdLength = 200;

/** The options of an earlier visit; the usual ones in place of those that are missing or make no sense. */
export function recallCameraOptions(preferences: Preferences): CameraOptions {
  const stored = parse(preferences.read(key));
  const { cameraId, mirrored } = stored;
  return {
    cameraId: typeof cameraId === 'string' && cameraId.length <= cameraIdLength ? cameraId : null,
    mirrored: typeof mirrored === 'boolean' ? mirrored : null,
    framesPerSecond: numberIn(stored, 'framesPerSecond'),
    delaySeconds: numberIn(stored, 'delaySeconds'),
    lengthSeconds: numberIn(stored, 'lengthSeconds'),
  };
}

/** Keeps the options for the next visit. */
export function rememberCameraOptions(preferences: Preferences, options: CameraOptions): void {
  preferences.write(key, JSON.stringify(options));
}

/** Whether a number lies within the limits of an option, and is whole where it must be. */
function isSound(option: CameraNumber, value: unknown): value is number {
  const { minimum, maximum, whole } = cameraLimits[option];
  return (
    typeof value === 'number' && value >= minimum && value <= maximum && (!whole || Number.isInteger(value))
  );
}

function numberIn(stored: Readonly<Record<string, unknown>>, option: CameraNumber): number {
  const value = stored[option];
  return isSound(option, value) ? value : defaultCameraOptions[option];
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
