import type { SetName } from '../core/dataset/dataset.ts';
import type { Failure, ImportFailure } from '../core/shared/failure.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { createSample, nextOrder } from './create-sample.ts';
import type { EditName, GrowingEdit } from './edit-history.ts';
import type { ImportSession } from './import-session.ts';
import type { StorageRoom } from './storage-room.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioClass, StudioSample } from './studio-state.ts';

/** An image with the class and the set that it is meant for. */
export interface ImageToAdmit {
  readonly image: NamedBlob;
  readonly classId: string;
  readonly assignedSet: SetName | null;
  /** What the person has chosen for it before, where it comes from a project. */
  readonly pinnedSet?: SetName | null;
  readonly disabled?: boolean;
  /** Where it must be known before; else it gets one. */
  readonly id?: string;
}

/**
 * The one way of images into the project: each is kept before it is shown, some at a time, so that whatever is shown
 * survives the end of the tab.
 */
export interface SampleAdmitter {
  /**
   * Makes samples of images, in one edit or as a part of one, until a stop that comes from now on (what was read before one
   * is not lost), until the edit is taken back, or another project is opened, or the browser has no room to keep more. Images of a class
   * that is deleted meanwhile do not come in, nor do files that can no longer be read, which are listed.
   * @param newClasses come in with their first images
   * @returns how many images became samples, and why not all were tried; null where they were
   */
  admit(
    edit: EditName | GrowingEdit,
    newClasses: readonly StudioClass[],
    images: readonly ImageToAdmit[],
  ): Promise<{ readonly admittedCount: number; readonly cutShort: ImportFailure | null }>;
}

/** So many images are kept at one time: few at first, so that some are soon shown, then more, so that many cost little. */
const firstAtOnce = 64;
const mostAtOnce = 512;

const fileGone: Failure = { kind: 'file-unreadable', detail: '' };

export function createSampleAdmitter(
  { ports, store, edits, keeper }: StudioContext,
  session: ImportSession,
  room: StorageRoom,
): SampleAdmitter {
  /** Two imports may overlap: no place is given twice. */
  let nextPlace = 0;

  return {
    async admit(name, newClasses, images) {
      const stop = session.stopSignal();
      const { id: projectId } = store.getState().project;
      const edit = 'grow' in name ? name : edits.start(name);
      // Where there is no engine yet, it will hear of them as they come.
      void ports.engine.expectImages(images.length).catch(() => {});
      let admittedCount = 0;
      let atOnce = firstAtOnce;
      for (let first = 0; first < images.length; ) {
        const { classes, samples, project } = store.getState();
        if (stop.aborted || project.id !== projectId) return stopped(admittedCount);
        const next = images.slice(first, first + atOnce);
        if (!(await room.suffices(next.map(({ image }) => image.blob)))) {
          return { admittedCount, cutShort: { kind: 'import-no-room', readCount: admittedCount } };
        }
        const arriving = first === 0 ? newClasses : [];
        nextPlace = Math.max(nextPlace, nextOrder(samples));
        const coming = next.map(
          ({ image, classId, assignedSet, pinnedSet = null, disabled = false, id }) => ({
            ...createSample({ id: id ?? ports.createId(), classId, order: nextPlace++ }, image, assignedSet),
            pinnedSet,
            disabled,
          }),
        );
        first += coming.length;
        atOnce = Math.min(2 * atOnce, mostAtOnce);
        const unreadable = new Set(await keeper.keepNewSamples(addMissing(classes, arriving), coming));
        session.leaveOut(
          coming.filter(({ id }) => unreadable.has(id)).map(({ file }) => ({ file, failure: fileGone })),
        );
        let admitted: readonly StudioSample[] = [];
        const grown = edit.grow((now) => {
          const allClasses = addMissing(now.classes, arriving);
          const classIds = new Set(allClasses.map(({ id }) => id));
          admitted = coming.filter(({ id, classId }) => classIds.has(classId) && !unreadable.has(id));
          const all = [...now.samples, ...admitted];
          return { classes: allClasses, samples: all.sort((a, b) => a.order - b.order) };
        });
        if (admitted.length < coming.length) {
          const admittedIds = new Set(admitted.map(({ id }) => id));
          await keeper.dropSamples(coming.map(({ id }) => id).filter((id) => !admittedIds.has(id)));
        }
        admittedCount += admitted.length;
        if (!grown) return stopped(admittedCount);
      }
      return { admittedCount, cutShort: null };
    },
  };
}

function stopped(readCount: number): Awaited<ReturnType<SampleAdmitter['admit']>> {
  return { admittedCount: readCount, cutShort: { kind: 'import-stopped', readCount } };
}

function addMissing(classes: readonly StudioClass[], added: readonly StudioClass[]): readonly StudioClass[] {
  const ids = new Set(classes.map(({ id }) => id));
  const missing = added.filter(({ id }) => !ids.has(id));
  return missing.length === 0 ? classes : [...classes, ...missing];
}
