import { nameLimits } from '../core/dataset/dataset.ts';
import { importLimits } from '../core/dataset/import-limits.ts';
import { isVideo } from '../core/dataset/is-video.ts';
import { isZip } from '../core/dataset/is-zip.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { ListFiles, NamedBlob } from '../platform/named-blob.ts';
import type { ImageAdder } from './add-images.ts';
import type { SampleAdmitter } from './admit-samples.ts';
import { arrangeArchive } from './arrange-archive.ts';
import { createClass } from './edit-classes.ts';
import type { GrowingEdit } from './edit-history.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { ImportSession } from './import-session.ts';
import { isEmptyProject } from './is-empty-project.ts';
import { isProjectFile } from './is-project-file.ts';
import { nameImport } from './name-import.ts';
import { orStopped } from './or-stopped.ts';
import { sortDroppedFiles } from './sort-dropped-files.ts';
import type { StudioContext } from './studio-context.ts';
import type { ZipReader } from './studio-ports.ts';
import type { StudioClass, StudioSample } from './studio-state.ts';
import type { ProjectTaker } from './take-in-project.ts';

/** Brings folders, ZIPs and the sample images in: read one after the other, embedded together. */
export interface Importer {
  importFiles(files: readonly NamedBlob[], name: string | null): Promise<void>;
  receiveDrop(listFiles: ListFiles, classId: string | null): Promise<void>;
  receivePaste(listFiles: ListFiles): Promise<void>;
  importSampleImages(): Promise<void>;
  /** Takes the projects in that were offered, without asking again. */
  importOffered(files: readonly NamedBlob[]): Promise<void>;
}

/** Where an import comes from. */
interface ImportSource {
  /** What is known of its name before it is listed. */
  readonly name: string | null;
  /** Whether projects are added to what is here without asking. */
  readonly mayMerge?: boolean;
  /** Null when nothing is left that makes classes. */
  list(stop: AbortSignal): Promise<Listed | Failure | null>;
}

interface Listed {
  readonly name: string | null;
  readonly files: readonly NamedBlob[];
}

/** @param addClass makes the class that loose images get when they are dropped or pasted on the page, and returns its id */
export function createImporter(
  context: StudioContext,
  session: ImportSession,
  admitter: SampleAdmitter,
  embedder: WaitingSamplesEmbedder,
  { takeImages }: ImageAdder,
  addClass: () => string,
): Importer {
  const { ports, store, edits } = context;
  const { messages } = ports;
  let projectTaker: ProjectTaker | null = null;
  let reading: Promise<void> = Promise.resolve();

  return {
    importFiles: (files, givenName) => {
      const name = givenName ?? nameImport(files);
      return importFrom({ name, list: async () => ({ name, files }) });
    },
    receiveDrop: (listFiles, classId) =>
      importFrom({
        name: messages.images.droppedFiles,
        list: (stop) =>
          listDrop(listFiles, classId !== null, stop, (images) =>
            takeImages(classId ?? addClass(), images, classId === null),
          ),
      }),
    receivePaste: (listFiles) => {
      // The class of the moment: the person may go on to another one.
      const usedId = store.getState().usedClassId;
      return importFrom({
        name: messages.images.pastedFiles,
        list: (stop) => listDrop(listFiles, false, stop, (images) => takePasted(images, usedId)),
      });
    },
    importOffered: (files) =>
      importFrom({ name: nameImport(files), mayMerge: true, list: async () => ({ name: null, files }) }),
    importSampleImages: () => {
      const name = messages.images.sampleImages;
      return importFrom({
        name,
        async list(stop) {
          const zip = await orStopped(ports.fetchSampleImages(stop), stop);
          if (zip === 'stopped') return { kind: 'import-stopped', readCount: 0 };
          return isFailure(zip) ? zip : { name, files: [zip] };
        },
      });
    },
  };

  async function importFrom(source: ImportSource): Promise<void> {
    const stop = session.stopSignal();
    session.begin();
    try {
      const turn = reading;
      const read = turn.then(() => readAll(source, stop));
      // A mistake in one import must not keep the next ones from being read.
      reading = read.catch(() => {});
      session.countReading(read);
      await read;
      if (!stop.aborted) await embedder.embedWaitingSamples();
    } finally {
      session.end();
    }
  }

  async function readAll(source: ImportSource, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return leaveOutRest(source.name ?? messages.problems.selection, 0);
    session.startReading(source.name);
    try {
      const listed = await source.list(stop);
      if (listed === null) return;
      if (isFailure(listed)) return refuse(source.name ?? messages.problems.selection, listed);
      const { name, files } = listed;
      const label = name ?? messages.problems.selection;
      if (files.length === 0) return refuse(label, { kind: 'import-empty' });
      if (files.length > importLimits.fileCount) {
        return refuse(label, { kind: 'import-too-many-files', limit: importLimits.fileCount });
      }
      if (name !== source.name) session.startReading(name);
      const edit = edits.start({ kind: 'add-images', className: null });
      const loose = files.filter(({ path, blob }) => !isZip(path, blob.type));
      if (loose.length > 0) await bringIn(loose, label, edit);
      const { projects, zips } = await sortArchives(files.filter(({ path, blob }) => isZip(path, blob.type)));
      for (const zip of zips) {
        if (stop.aborted) leaveOutRest(zip.path, 0);
        else await unpack(zip, edit, stop);
      }
      // A project is not mixed into other work before the person has said so.
      if (projects.length > 0 && source.mayMerge !== true && !isEmptyProject(store.getState())) {
        return offer(projects);
      }
      for (const project of projects) {
        if (stop.aborted) leaveOutRest(project.path, 0);
        else await takeInProject(project, edit, stop);
      }
    } finally {
      session.endReading();
    }
  }

  /**
   * Lists what was dropped or pasted, and returns what makes classes.
   * @param isForClass whether all but ZIPs belongs to one class, folders too
   * @param take is given the images that belong to one class
   */
  async function listDrop(
    listFiles: ListFiles,
    isForClass: boolean,
    stop: AbortSignal,
    take: (images: readonly NamedBlob[]) => Promise<unknown>,
  ): Promise<Listed | null> {
    const files = await listFiles((foundCount) => {
      session.countRead(foundCount);
      return stop.aborted || foundCount > importLimits.fileCount ? 'stop' : 'continue';
    });
    const name = nameImport(files) ?? messages.images.droppedFiles;
    if (stop.aborted) leaveOutRest(name, files.length);
    const { forOneClass, forImport } = sortDroppedFiles(files, isForClass);
    if (forOneClass.length > 0) await take(forOneClass);
    const isDone = forImport.length === 0 && (forOneClass.length > 0 || stop.aborted);
    return isDone ? null : { name: forOneClass.length > 0 ? nameImport(forImport) : name, files: forImport };
  }

  async function takePasted(images: readonly NamedBlob[], usedId: string | null): Promise<void> {
    const used = store.getState().classes.find(({ id }) => id === usedId);
    const classId = used?.id ?? addClass();
    const { classes, samples } = store.getState();
    const name = classes.find(({ id }) => id === classId)?.name ?? '';
    const named = namePasted(images, countOf(samples, classId));
    const count = await takeImages(classId, named, used === undefined);
    if (count > 0) context.announce(messages.announcements.imagesPasted(count, name));
  }

  /** Systems call every copied picture the same. */
  function namePasted(images: readonly NamedBlob[], countBefore: number): readonly NamedBlob[] {
    return images.map((image, index) => {
      const [, ending] = /^image\.(\w+)$/.exec(image.path) ?? [];
      if (ending === undefined) return image;
      return { ...image, path: messages.images.pastedName(countBefore + index + 1, ending) };
    });
  }

  /** One answer counts for all that wait. */
  function offer(projects: readonly NamedBlob[]): void {
    const files = [...(store.getState().offeredProjects?.files ?? []), ...projects];
    store.setState({ offeredProjects: { files, failure: null } });
    context.announce(messages.announcements.projectOffered(files.map(({ path }) => path)));
  }

  /** What reads and checks a project is loaded with the first one. */
  async function takeInProject(project: NamedBlob, edit: GrowingEdit, stop: AbortSignal): Promise<void> {
    const part = await loadPart(() => import('./take-in-project.ts'));
    if (isFailure(part)) return refuse(project.path, part);
    projectTaker ??= part.createProjectTaker(context, session, admitter);
    await projectTaker.takeIn(project, edit, stop);
  }

  async function unpack(zip: NamedBlob, edit: GrowingEdit, stop: AbortSignal): Promise<void> {
    const files: NamedBlob[] = [];
    const refused: { readonly file: string; readonly failure: Failure }[] = [];
    const unpacking = readZip(zip.blob, async (entry) => {
      if (stop.aborted) return 'stop';
      if ('failure' in entry) refused.push({ file: entry.path, failure: entry.failure });
      else files.push(entry);
      session.countRead(files.length + refused.length);
      return 'continue';
    });
    const failure = await orStopped(unpacking, stop);
    session.leaveOut(refused);
    if (failure === 'stopped') leaveOutRest(zip.path, files.length);
    else if (failure !== null) refuse(zip.path, failure);
    else if (files.length + refused.length === 0) refuse(zip.path, { kind: 'import-empty' });
    if (files.length > 0) await bringIn(arrangeArchive(zip.path, files), zip.path, edit);
  }

  /** The reader itself is loaded when it is needed, which can fail. */
  function readZip(...request: Parameters<ZipReader>): Promise<Failure | null> {
    return loadPart(() => ports.readZip(...request));
  }

  /** Finds classes and sets in the paths, and makes samples of the files. */
  async function bringIn(all: readonly NamedBlob[], label: string, edit: GrowingEdit): Promise<void> {
    const isFilm = ({ path, blob }: NamedBlob) => isVideo(path, blob.type);
    const films = all.filter(isFilm);
    session.leaveOut(films.map(({ path }) => ({ file: path, failure: { kind: 'video-in-import' } })));
    if (films.length > 0 && films.length === all.length) {
      session.explainNothing(label, { kind: 'video-in-import' });
      return;
    }
    const part = await loadPart(() => import('./arrange-files.ts'));
    if (isFailure(part)) return refuse(label, part);
    const { files, labelAt, placed, refused, classNames, cutNames, failure } = await part.arrangeFiles(
      all.filter((file) => !isFilm(file)),
    );
    const fileAt = (index: number) => files[index] as NamedBlob;
    session.leaveOut(refused.map(({ index, failure }) => ({ file: fileAt(index).path, failure })));
    if (failure !== null) {
      session.explainNothing(label, failure);
      if (refused.length === 0) session.leaveOut([{ file: label, failure }]);
      return;
    }
    const { classes } = store.getState();
    const idsByName = new Map(classes.toReversed().map(({ id, name }) => [name, id]));
    const newClasses: StudioClass[] = [];
    for (const name of classNames.filter((each) => !idsByName.has(each))) {
      const added = createClass(ports.createId(), name, [...classes, ...newClasses]);
      newClasses.push(added);
      idsByName.set(name, added.id);
    }
    if (classes.length + newClasses.length > nameLimits.classCount) {
      refuse(label, { kind: 'import-too-many-classes', limit: nameLimits.classCount });
      return;
    }
    const images = placed.map(({ index, className, set }) => ({
      image: { ...fileAt(index), path: labelAt(index)?.file || fileAt(index).path },
      classId: idsByName.get(className) as string,
      assignedSet: set,
      disabled: labelAt(index)?.disabled ?? false,
    }));
    session.countCutNames(cutNames);
    const { cutShort } = await admitter.admit(edit, newClasses, images);
    if (cutShort === null) return;
    session.leaveOut([{ file: label, failure: cutShort }]);
    session.explainNothing(label, cutShort);
  }

  /** Lists a whole import, or a ZIP of it, as not come in. */
  function refuse(file: string, failure: Failure): void {
    session.leaveOut([{ file, failure }]);
    session.explainNothing(file, failure);
  }

  function leaveOutRest(file: string, readCount: number): void {
    session.leaveOut([{ file, failure: { kind: 'import-stopped', readCount } }]);
  }
}

async function sortArchives(archives: readonly NamedBlob[]) {
  const areProjects = await Promise.all(archives.map(isProjectFile));
  return {
    projects: archives.filter((_, index) => areProjects[index]),
    zips: archives.filter((_, index) => !areProjects[index]),
  };
}

function countOf(samples: readonly StudioSample[], classId: string): number {
  return samples.filter((sample) => sample.classId === classId).length;
}
