import { importLimits } from '../core/dataset/import-limits.ts';
import { isVideo } from '../core/dataset/is-video.ts';
import { readImportPath } from '../core/dataset/read-import-path.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { SampleAdmitter } from './admit-samples.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { ImportSession } from './import-session.ts';
import { nameImport } from './name-import.ts';
import type { StudioContext } from './studio-context.ts';

/** Adds single images to a class. */
export interface ImageAdder {
  /** They become samples and are embedded in the background. */
  addImages(classId: string, files: readonly NamedBlob[]): Promise<void>;
  /** The same for pictures of one recording or video: they share a burst. */
  addBurst(classId: string, pictures: readonly NamedBlob[]): Promise<void>;
  /**
   * The same within an import that is under way, which embeds them at its end.
   * @param classIsNew whether the class was made for them
   * @returns how many became samples
   */
  takeImages(classId: string, files: readonly NamedBlob[], classIsNew?: boolean): Promise<number>;
}

/** What is left out is told to the session, so that it is counted with everything else that comes in meanwhile. */
export function createImageAdder(
  context: StudioContext,
  session: ImportSession,
  admitter: SampleAdmitter,
  embedder: WaitingSamplesEmbedder,
): ImageAdder {
  const { ports, store } = context;
  const { messages } = ports;

  return {
    takeImages,
    addImages,
    addBurst(classId, pictures) {
      const burst = ports.createId();
      return addImages(
        classId,
        pictures.map((picture) => ({ ...picture, burst })),
      );
    },
  };

  async function addImages(classId: string, files: readonly NamedBlob[]): Promise<void> {
    session.begin();
    try {
      const taking = takeImages(classId, files);
      session.countReading(taking);
      if ((await taking) > 0) await embedder.embedWaitingSamples();
    } finally {
      session.end();
    }
  }

  async function takeImages(
    classId: string,
    files: readonly NamedBlob[],
    classIsNew = false,
  ): Promise<number> {
    const wanted = files.filter((file) => !isTraceInFolder(file));
    if (wanted.length === 0) return 0;
    const target = store.getState().classes.find(({ id }) => id === classId);
    if (target === undefined) {
      context.announce(messages.announcements.classGone(wanted.length));
      return 0;
    }
    store.setState({ usedClassId: classId });
    const isFilm = ({ path, blob }: NamedBlob) => isVideo(path, blob.type);
    letWait(classId, wanted.filter(isFilm), classIsNew);
    const images = wanted.filter((file) => !isFilm(file));
    if (images.length === 0) return 0;
    const limit = importLimits.fileCount;
    const file = nameImport(images) ?? messages.problems.selection;
    if (images.length > limit) session.leaveOut([{ file, failure: { kind: 'files-beyond-limit', limit } }]);
    const taken = images.slice(0, limit).map((image) => ({ image, classId, assignedSet: null }));
    const name = { kind: 'add-images', className: target.name } as const;
    const { admittedCount, cutShort } = await admitter.admit(name, [], taken);
    if (cutShort !== null) {
      session.leaveOut([{ file, failure: cutShort }]);
      session.explainNothing(file, cutShort);
    } else if (admittedCount < taken.length) {
      context.announce(messages.announcements.classGone(taken.length - admittedCount));
    }
    return admittedCount;
  }

  function letWait(classId: string, films: readonly NamedBlob[], classIsNew: boolean): void {
    if (films.length === 0) return;
    const waiting = films.map(({ path, blob }) => ({
      id: ports.createId(),
      classId,
      classIsNew,
      file: path,
      video: blob,
    }));
    store.setState(({ videos }) => ({ videos: [...videos, ...waiting] }));
  }
}

/** What systems leave in folders comes along with them; a file that was chosen by itself is never passed over. */
function isTraceInFolder({ path }: NamedBlob): boolean {
  return path.includes('/') && readImportPath(path, 0) === 'ignored';
}
