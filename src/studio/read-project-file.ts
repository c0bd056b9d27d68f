import { isSmallPicture } from '../core/project/is-small-picture.ts';
import { type ProjectEmbeddings, readProjectEmbeddings } from '../core/project/project-embeddings.ts';
import {
  type Project,
  projectLimits,
  projectPaths,
  projectZipLimits,
  runFolder,
} from '../core/project/project-file.ts';
import { type CutInProject, readProject } from '../core/project/read-project.ts';
import { readProjectModel } from '../core/project/read-project-model.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { pause } from '../core/shared/pause.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { orStopped } from './or-stopped.ts';
import type { StudioPorts, ZipReader } from './studio-ports.ts';

/** What a project file holds, as far as it could be read. */
export interface ProjectContent {
  readonly project: Project;
  /** The image of each sample, by sample id; samples without one are not in `project`. */
  readonly images: ReadonlyMap<string, Blob>;
  readonly embeddings: ProjectEmbeddings | null;
  /** The small pictures of `embeddings`, in their order. */
  readonly thumbnails: readonly Blob[];
  readonly cut: CutInProject;
  /** What is missing, by the name of the image, or of the file itself. */
  readonly problems: readonly { readonly file: string; readonly failure: Failure }[];
}

/** So many small pictures are checked at one time. */
const thumbnailsAtOnce = 64;

/**
 * Reads a project file as far as it goes.
 * @param onRead is told how many files of it have been read
 * @returns a failure where it is no project, or one that this version cannot read
 */
export async function readProjectFile(
  { path, blob }: NamedBlob,
  ports: Pick<StudioPorts, 'readZip' | 'salvageZip'>,
  onRead: (fileCount: number) => void,
  stop: AbortSignal,
): Promise<ProjectContent | Failure | 'stopped'> {
  const files = new Map<string, Blob>();
  const refused = new Map<string, Failure>();
  const readWith = (read: ZipReader) =>
    orStopped(
      loadPart(() =>
        read(
          blob,
          async (entry) => {
            if (stop.aborted) return 'stop';
            if ('failure' in entry) refused.set(entry.path, entry.failure);
            else files.set(entry.path, entry.blob);
            onRead(files.size + refused.size);
            return 'continue';
          },
          projectZipLimits,
        ),
      ),
      stop,
    );

  let failure = await readWith(ports.readZip);
  const isCut = failure !== null && failure !== 'stopped' && failure.kind === 'zip-unreadable';
  if (isCut) {
    const salvaged = await readWith(ports.salvageZip);
    failure = salvaged === null ? { kind: 'project-cut-short' } : salvaged;
  }
  if (failure === 'stopped') return failure;
  const manifest = files.get(projectPaths.project);
  const described = manifest === undefined ? null : await readProject(await readText(manifest), pause);
  if (described === null) {
    return failure === null || isCut ? { kind: 'project-unreadable' } : failure;
  }
  if (isFailure(described)) return described;

  const { project, imagePaths, hasModel, leftOut, runs, cut } = described;
  let { unlistedCount } = described;
  const problems: { readonly file: string; readonly failure: Failure }[] = [
    ...leftOut,
    ...(failure === null ? [] : [{ file: path, failure }]),
  ];
  const images = new Map<string, Blob>();
  for (const { id, file } of project.samples) {
    const imagePath = imagePaths.get(id) ?? '';
    const image = files.get(imagePath);
    if (image !== undefined) images.set(id, image);
    else if (problems.length > projectLimits.listedCount) unlistedCount++;
    else problems.push({ file, failure: refused.get(imagePath) ?? { kind: 'project-image-missing' } });
  }
  if (unlistedCount > 0) {
    problems.push({ file: path, failure: { kind: 'project-more-left-out', imageCount: unlistedCount } });
  }
  const model = hasModel ? await readModel(files, '') : null;
  if (hasModel && model === null) problems.push({ file: path, failure: { kind: 'project-model-damaged' } });
  const readRuns = await Promise.all(
    runs.map(async ({ inUse, ...run }) => ({
      ...run,
      inUse,
      model: inUse ? null : await readModel(files, runFolder(run.number)),
    })),
  );
  // The run in use is nothing without the model.
  const soundRuns = readRuns.filter((run) => (run.inUse ? model : run.model) !== null);
  const damagedCount = readRuns.filter((run) => !run.inUse && run.model === null).length;
  if (damagedCount > 0)
    problems.push({ file: path, failure: { kind: 'project-runs-damaged', count: damagedCount } });
  const embedded = await readEmbeddings(files);
  if (embedded === null && [...files.keys(), ...refused.keys()].some(isOfEmbeddings)) {
    problems.push({ file: path, failure: { kind: 'project-embeddings-damaged' } });
  }
  return {
    project: {
      ...project,
      samples: project.samples.filter(({ id }) => images.has(id)),
      model,
      runs: soundRuns.map(({ inUse: _, ...run }) => run),
    },
    images,
    embeddings: embedded?.embeddings ?? null,
    thumbnails: embedded?.thumbnails ?? [],
    cut,
    problems,
  };
}

/** @param folder that its paths lie in */
async function readModel(files: ReadonlyMap<string, Blob>, folder: string) {
  const json = files.get(`${folder}${projectPaths.model}`);
  if (json === undefined) return null;
  const { head, validationHead, tunedLayers, validation, test } = projectPaths;
  const numbers = new Map<string, ArrayBuffer>();
  for (const path of [head, validationHead, tunedLayers, validation, test]) {
    const bytes = await files.get(`${folder}${path}`)?.arrayBuffer();
    if (bytes !== undefined) numbers.set(path, bytes);
  }
  return readProjectModel(await readText(json), (path) => numbers.get(path) ?? null);
}

async function readEmbeddings(files: ReadonlyMap<string, Blob>) {
  const json = files.get(projectPaths.embeddings);
  const rows = files.get(projectPaths.rows);
  const miniatures = files.get(projectPaths.miniatures);
  const pictures = files.get(projectPaths.thumbnails);
  if (json === undefined || rows === undefined || miniatures === undefined || pictures === undefined)
    return null;
  const embeddings = readProjectEmbeddings(
    await readText(json),
    await rows.arrayBuffer(),
    await miniatures.arrayBuffer(),
    pictures.size,
  );
  if (embeddings === null) return null;
  const sizes = embeddings.images.map(({ thumbnailBytes }) => thumbnailBytes);
  const thumbnails = await cutThumbnails(pictures, sizes);
  return thumbnails === null ? null : { embeddings, thumbnails };
}

/** @returns null where one of them is no small picture */
async function cutThumbnails(pictures: Blob, sizes: readonly number[]): Promise<readonly Blob[] | null> {
  const thumbnails: Blob[] = [];
  let at = 0;
  for (let first = 0; first < sizes.length; first += thumbnailsAtOnce) {
    const some = sizes.slice(first, first + thumbnailsAtOnce);
    const start = at;
    const bytes = await pictures.slice(start, start + sum(some)).arrayBuffer();
    for (const size of some) {
      if (!isSmallPicture(new Uint8Array(bytes, at - start, size))) return null;
      thumbnails.push(pictures.slice(at, at + size, 'image/jpeg'));
      at += size;
    }
  }
  return thumbnails;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function isOfEmbeddings(path: string): boolean {
  return path.startsWith('embeddings/');
}

/** Empty where it is far too long. */
async function readText(file: Blob): Promise<string> {
  return file.size > projectLimits.jsonBytes ? '' : file.text();
}
