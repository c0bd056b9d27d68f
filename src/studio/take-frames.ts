import type { Failure } from '../core/shared/failure.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { ImageAdder } from './add-images.ts';
import type { ImportSession } from './import-session.ts';
import { shortenText } from './shorten-text.ts';
import type { StudioContext } from './studio-context.ts';

/** Ends the waiting of a video: its frames become images of its class. */
export interface FrameTaker {
  takeFrames(videoId: string, frames: readonly NamedBlob[], failure: Failure | null): Promise<void>;
}

export function createFrameTaker(
  context: StudioContext,
  session: ImportSession,
  { addBurst }: ImageAdder,
): FrameTaker {
  const { ports, store } = context;
  const { announcements } = ports.messages;
  return {
    async takeFrames(videoId, frames, failure) {
      const waiting = store.getState().videos.find(({ id }) => id === videoId);
      if (waiting === undefined) return;
      store.setState(({ videos }) => ({ videos: videos.filter(({ id }) => id !== videoId) }));
      const { file, classId } = waiting;
      session.begin();
      try {
        if (failure !== null) {
          session.leaveOut([{ file, failure }]);
          session.explainNothing(file, failure);
        }
        if (frames.length > 0) await addBurst(classId, frames);
        else if (failure === null) context.announce(announcements.noFrames(shortenText(file)));
      } finally {
        session.end();
      }
    },
  };
}
