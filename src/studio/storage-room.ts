import { createPauses } from '../core/shared/pause.ts';
import type { StudioContext } from './studio-context.ts';

/** Whether there is room for what comes in. */
export interface StorageRoom {
  /** @returns false where keeping these images, and what is made of them, would come near to the end of the room */
  suffices(images: readonly Blob[]): Promise<boolean>;
}

/** What an image takes beside its file: its embedding, its small picture, what its pixels tell. */
const besideBytes = 10_000;

/** This much stays free, for what training keeps, and because browsers estimate: of the whole room, and at least. */
const freeFraction = 0.02;
const freeBytes = 8 * 2 ** 20;

/** The browser is asked at most so often. */
const askPauseMs = 1000;

/** @param readStorage asks the browser how much room there is */
export function createStorageRoom(
  { ports, store }: Pick<StudioContext, 'ports' | 'store'>,
  readStorage: () => Promise<void>,
): StorageRoom {
  let askedMs = Number.NEGATIVE_INFINITY;
  /** What has come in since the browser was asked. */
  let newBytes = 0;

  async function ask(): Promise<void> {
    await readStorage();
    askedMs = ports.clock.now();
    newBytes = 0;
  }

  function isEnough(imageCount: number, imageBytes: number): boolean {
    const { samples, storage } = store.getState();
    const { usageBytes, quotaBytes } = storage ?? { usageBytes: null, quotaBytes: null };
    if (usageBytes === null || quotaBytes === null) return true;
    const waitingCount = imageCount + samples.filter(({ state }) => state === 'waiting').length;
    const neededBytes = newBytes + imageBytes + waitingCount * besideBytes;
    return usageBytes + neededBytes <= quotaBytes - Math.max(freeFraction * quotaBytes, freeBytes);
  }

  return {
    async suffices(images) {
      if (store.getState().project.keeping.phase !== 'kept') return true;
      if (ports.clock.now() - askedMs >= askPauseMs) await ask();
      const imageBytes = await sumSizes(images, ports.clock);
      // The person may have made room just now.
      if (!isEnough(images.length, imageBytes)) await ask();
      if (!isEnough(images.length, imageBytes)) return false;
      newBytes += imageBytes;
      return true;
    },
  };
}

/** For each file that was just chosen the browser looks on the disk, and the page waits: so once for each, and with pauses. */
async function sumSizes(images: readonly Blob[], clock: StudioContext['ports']['clock']): Promise<number> {
  const pauseNowAndThen = createPauses(() => clock.now());
  let sum = 0;
  for (const { size } of images) {
    sum += size;
    await pauseNowAndThen();
  }
  return sum;
}
