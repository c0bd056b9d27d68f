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
  const { ports, store, edits } = context;
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
        if (waiting.classIsNew && frames.length === 0) dropEmptyClass(classId);
        if (frames.length > 0) await addBurst(classId, frames);
        else if (failure === null) context.announce(announcements.noFrames(shortenText(file)));
      } finally {
        session.end();
      }
    },
  };

  /** Where nothing came of what it was made for, and nothing else has come into it. */
  function dropEmptyClass(classId: string): void {
    const { classes, samples, videos } = store.getState();
    const empty = classes.find(({ id }) => id === classId);
    const isUsed = [...samples, ...videos].some((each) => each.classId === classId);
    if (empty === undefined || isUsed || edits.retract({ kind: 'add-class', className: empty.name })) return;
    edits.edit({ kind: 'delete-class', className: empty.name }, (now) => ({
      classes: now.classes.filter(({ id }) => id !== classId),
    }));
  }
}
