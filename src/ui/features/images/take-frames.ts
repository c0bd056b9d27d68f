interface TakenFrames {
  readonly frames: readonly { readonly seconds: number; readonly blob: Blob }[];
  /** Whether it ended because a frame could not be read. */
  readonly failed: boolean;
}

/**
 * Takes the frames of a video one after the other, until the last, a stop, or one that cannot be read; those from before are
 * kept in any case.
 * @param onFrame called with each frame at once
 */
export async function takeFrames(
  times: readonly number[],
  takeFrame: (seconds: number) => Promise<Blob>,
  onFrame: (blob: Blob) => void,
  stop: Pick<AbortSignal, 'aborted'>,
): Promise<TakenFrames> {
  const frames: { seconds: number; blob: Blob }[] = [];
  try {
    for (const seconds of times) {
      if (stop.aborted) break;
      const blob = await takeFrame(seconds);
      frames.push({ seconds, blob });
      onFrame(blob);
    }
    return { frames, failed: false };
  } catch {
    return { frames, failed: true };
  }
}
