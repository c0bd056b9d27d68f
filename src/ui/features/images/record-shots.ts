interface Recording {
  readonly shots: readonly Blob[];
  /** Whether it ended because a picture could not be taken. */
  readonly failed: boolean;
}

interface RecordingPlan {
  /** From one picture to the next; where taking one takes longer, those in between are left out. */
  readonly intervalMs: number;
  /** Null records until `takeShot` gives no more. */
  readonly lengthMs: number | null;
  /** Ends it at this many pictures in any case. */
  readonly shotMaximum: number;
}

interface RecordingClock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  wait(durationMs: number): Promise<unknown>;
}

/**
 * Takes pictures at an even pace until the length is reached, there is none to take any more, or one fails; those from
 * before are kept in either case.
 * @param takeShot gives null when it is to end: the person stopped, or the camera shows no picture
 * @param onShot called with each picture at once
 */
export async function recordShots(
  takeShot: () => Promise<Blob | null>,
  onShot: (shot: Blob) => void,
  { intervalMs, lengthMs, shotMaximum }: RecordingPlan,
  clock: RecordingClock,
): Promise<Recording> {
  const shots: Blob[] = [];
  const startMs = clock.now();
  try {
    while (shots.length < shotMaximum) {
      const shot = await takeShot();
      if (shot === null) break;
      shots.push(shot);
      onShot(shot);
      const passedMs = clock.now() - startMs;
      const nextMs = (Math.floor(passedMs / intervalMs) + 1) * intervalMs;
      if (lengthMs !== null && nextMs >= lengthMs) break;
      await clock.wait(nextMs - passedMs);
    }
    return { shots, failed: false };
  } catch {
    return { shots, failed: true };
  }
}
