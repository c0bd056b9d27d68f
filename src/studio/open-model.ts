import type { ImportLimits } from '../core/dataset/import-limits.ts';
import { isZip } from '../core/dataset/is-zip.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { ModelSource, ProgramFetch } from '../engine/engine-api.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { findModelFile } from './find-model-file.ts';
import { isProjectFile } from './is-project-file.ts';
import type { OpenedModel } from './opened-model.ts';
import { orStopped } from './or-stopped.ts';
import { refuseHead } from './refuse-head.ts';
import { shortenText } from './shorten-text.ts';
import type { StudioContext } from './studio-context.ts';

/** A model has few files, and large ones. */
const modelZipLimits: ImportLimits = {
  fileCount: 2000,
  fileBytes: 512 * 2 ** 20,
  totalBytes: 600 * 2 ** 20,
  expansionRatio: 800,
  harmlessBytes: 2 ** 20,
};

/**
 * Opens a model from a ZIP, or from its files.
 * @param onFetching see `ModelHost`
 * @returns `'stopped'` where the person gave up on it
 */
export async function openModel(
  { ports, engine }: StudioContext,
  files: readonly NamedBlob[],
  stop: AbortSignal,
  onFetching: (fetching: ProgramFetch | null) => void,
): Promise<OpenedModel | Failure | 'stopped'> {
  const source = await orStopped(findSource(ports.readZip, files, stop), stop);
  if (source === 'stopped' || isFailure(source)) return source;
  const facts = await ports.modelHost.open(source, stop, onFetching);
  if (facts === 'stopped' || isFailure(facts)) return facts;
  const { head, classCount, inputRange } = facts;
  if (head !== null) {
    const ready = await orStopped(
      engine.ask(async (_, running) => running.baseModel),
      stop,
    );
    if (ready === 'stopped' || isFailure(ready)) return ready;
    const misfit = refuseHead(facts, ready);
    if (misfit !== null) return misfit;
    ports.modelHost.close();
  }
  const { name: nameClass } = ports.messages.newClass;
  const labels = Array.from({ length: classCount }, (_, column) => {
    const label = facts.labels?.[column]?.trim() ?? '';
    return label === '' ? nameClass(column + 1) : label;
  });
  return { name: nameSource(files, source), facts, labels, inputRange };
}

async function findSource(
  readZip: StudioContext['ports']['readZip'],
  files: readonly NamedBlob[],
  stop: AbortSignal,
): Promise<ModelSource | Failure> {
  const [first] = files;
  if (first !== undefined && files.length === 1 && isZip(first.path, first.blob.type)) {
    if (await isProjectFile(first)) return { kind: 'model-of-other-program', format: 'project' };
    const unpacked = await unpack(readZip, first.blob, stop);
    return isFailure(unpacked) ? unpacked : chooseModel(unpacked);
  }
  return chooseModel(files);
}

function chooseModel(files: readonly NamedBlob[]): ModelSource | Failure {
  const found = findModelFile(files);
  return isFailure(found) ? found : { files, ...found };
}

async function unpack(
  readZip: StudioContext['ports']['readZip'],
  zip: Blob,
  stop: AbortSignal,
): Promise<readonly NamedBlob[] | Failure> {
  const files: NamedBlob[] = [];
  let refused: Failure | null = null;
  const failure = await readZip(
    zip,
    async (entry) => {
      if ('blob' in entry) files.push(entry);
      else refused ??= entry.failure;
      return stop.aborted ? 'stop' : 'continue';
    },
    modelZipLimits,
  );
  if (failure !== null) return failure;
  return files.length === 0 && refused !== null ? refused : files;
}

/** The ZIP, or the model.json where it has a name of its own, else the folder. */
function nameSource(files: readonly NamedBlob[], { modelPath }: ModelSource): string {
  const [first] = files;
  return shortenText(
    (files.length === 1 && first !== undefined ? first.path : modelPath) || 'model.json',
    80,
  );
}
