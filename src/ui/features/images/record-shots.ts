interface Recording {
  readonly shots: readonly Blob[];
  /** Whether it ended because a picture could not be taken. */
  readonly failed: boolean;
}

/**
 * Takes pictures until there is none to take any more, or one fails; those from before are kept in either case.
 * @param takeShot gives null when it is to end: the person stopped, or the camera shows no picture
 * @param onShot called with each picture at once
 * @param pause waits between two pictures
 */
export async function recordShots(
  takeShot: () => Promise<Blob | null>,
  onShot: (shot: Blob) => void,
  pause: () => Promise<void>,
): Promise<Recording> {
  const shots: Blob[] = [];
  try {
    for (let shot = await takeShot(); shot !== null; shot = await takeShot()) {
      shots.push(shot);
      onShot(shot);
      await pause();
    }
    return { shots, failed: false };
  } catch {
    return { shots, failed: true };
  }
}
