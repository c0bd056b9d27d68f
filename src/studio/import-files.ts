import { arrangeImport } from '../core/dataset/arrange-import.ts';
import { nameLimits } from '../core/dataset/dataset.ts';
import { importLimits } from '../core/dataset/import-limits.ts';
import { isZip } from '../core/dataset/is-zip.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { createSample } from './create-sample.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { ImportSession } from './import-session.ts';
import type { StudioContext } from './studio-context.ts';
import type { ZipReader } from './studio-ports.ts';
import type { StudioClass } from './studio-state.ts';

/** Brings folders, ZIPs and the sample images in: read one after the other, embedded together. */
export interface Importer {
  importFiles(files: readonly NamedBlob[], name: string | null): Promise<void>;
  importSampleImages(): Promise<void>;
  /** Resolves when no import is being read or waits to be. */
  whenRead(): Promise<void>;
}

export function createImporter(
  context: StudioContext,
  session: ImportSession,
  embedder: WaitingSamplesEmbedder,
): Importer {
  const { ports, store } = context;
  const { messages } = ports;
  let reading: Promise<void> = Promise.resolve();

  return {
    importFiles: (files, name) =>
      importFrom(name ?? (files.length === 1 ? (files[0]?.path ?? null) : null), async () => files),
    importSampleImages: () =>
      importFrom(messages.images.sampleImages, async () => {
        const zip = await ports.fetchSampleImages();
        return isFailure(zip) ? zip : [zip];
      }),
    async whenRead() {
      for (let seen: Promise<void> | null = null; seen !== reading; ) {
        seen = reading;
        await seen;
      }
    },
  };

  async function importFrom(
    name: string | null,
    getFiles: () => Promise<readonly NamedBlob[] | Failure>,
  ): Promise<void> {
    const stopsBefore = session.stopCount();
    const isStopped = () => session.stopCount() !== stopsBefore;
    session.begin();
    try {
      const turn = reading;
      const read = turn.then(() => readAll(name, getFiles, isStopped));
      // A mistake in one import must not keep the next ones from being read.
      reading = read.catch(() => {});
      await read;
      if (!isStopped()) await embedder.embedWaitingSamples();
    } finally {
      session.end();
    }
  }

  async function readAll(
    name: string | null,
    getFiles: () => Promise<readonly NamedBlob[] | Failure>,
    isStopped: () => boolean,
  ): Promise<void> {
    const label = name ?? messages.problems.selection;
    if (isStopped()) return leaveOutRest(label, 0);
    session.startReading(name);
    try {
      const files = await getFiles();
      if (isFailure(files)) return refuse(label, files);
      if (files.length === 0) return refuse(label, { kind: 'import-empty' });
      if (files.length > importLimits.fileCount) {
        return refuse(label, { kind: 'import-too-many-files', limit: importLimits.fileCount });
      }
      const loose = files.filter(({ path, blob }) => !isZip(path, blob.type));
      if (loose.length > 0) bringIn(loose, label);
      for (const zip of files.filter(({ path, blob }) => isZip(path, blob.type))) {
        if (isStopped()) leaveOutRest(zip.path, 0);
        else await unpack(zip, isStopped);
      }
    } finally {
      session.endReading();
    }
  }

  async function unpack(zip: NamedBlob, isStopped: () => boolean): Promise<void> {
    const files: NamedBlob[] = [];
    let refusedCount = 0;
    const failure = await readZip(zip.blob, async (entry) => {
      session.countRead();
      if ('failure' in entry) {
        refusedCount++;
        session.leaveOut([{ file: entry.path, failure: entry.failure }]);
      } else {
        files.push(entry);
      }
      return isStopped() ? 'stop' : 'continue';
    });
    if (failure !== null) refuse(zip.path, failure);
    else if (isStopped()) leaveOutRest(zip.path, files.length);
    else if (files.length + refusedCount === 0) refuse(zip.path, { kind: 'import-empty' });
    if (files.length > 0) bringIn(files, zip.path);
  }

  /** The reader itself is loaded when it is needed, which can fail. */
  function readZip(...request: Parameters<ZipReader>): Promise<Failure | null> {
    return loadPart(() => ports.readZip(...request));
  }

  /** Finds classes and sets in the paths, and makes samples of the files. */
  function bringIn(files: readonly NamedBlob[], label: string): void {
    const { placed, refused, classNames, failure } = arrangeImport(files.map(({ path }) => path));
    const fileAt = (index: number) => files[index] as NamedBlob;
    session.leaveOut(refused.map(({ index, failure }) => ({ file: fileAt(index).path, failure })));
    if (failure !== null) {
      session.explainNothing(label, failure);
      if (refused.length === 0) session.leaveOut([{ file: label, failure }]);
      return;
    }
    const { classes } = store.getState();
    const idsByName = new Map(classes.toReversed().map(({ id, name }) => [name, id]));
    const newClasses: StudioClass[] = classNames
      .filter((name) => !idsByName.has(name))
      .map((name) => ({ id: ports.createId(), name }));
    if (classes.length + newClasses.length > nameLimits.classCount) {
      refuse(label, { kind: 'import-too-many-classes', limit: nameLimits.classCount });
      return;
    }
    for (const { id, name } of newClasses) idsByName.set(name, id);
    const samples = placed.map(({ index, className, set }) =>
      createSample(ports.createId(), idsByName.get(className) as string, fileAt(index), set),
    );
    store.setState((state) => ({
      classes: [...state.classes, ...newClasses],
      samples: [...state.samples, ...samples],
    }));
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
