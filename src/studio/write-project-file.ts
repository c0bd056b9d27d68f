import { makeSafeFileName } from '../core/export/safe-file-name.ts';
import { writeProjectEmbeddings } from '../core/project/project-embeddings.ts';
import type { ProjectEntry } from '../core/project/project-entry.ts';
import { type Project, projectPaths } from '../core/project/project-file.ts';
import { writeProject } from '../core/project/write-project.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { BaseModelInfo } from '../engine/engine-api.ts';
import { baseModelKey } from './embedding-store.ts';
import type { ExportRun, LargeFile } from './export-runner.ts';
import { renewMark } from './finding.ts';
import { joinBlobs } from './join-blobs.ts';
import { selectSavedBase } from './select-saved-embeddings.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample, StudioState } from './studio-state.ts';
import { listRuns } from './training-runs.ts';
import { type MeasuredFile, measureBytes, measureFiles, zipFiles } from './zip-files.ts';

/** Browsers would add `.zip` to the name of a file of the type of ZIPs. */
const mediaType = 'application/octet-stream';

/** What is written of the embeddings of one base model. */
interface SavedEmbeddings {
  readonly entries: readonly ProjectEntry[];
  readonly thumbnails: readonly Blob[];
}

/**
 * Writes everything that the person made as one file.
 * @param withEmbeddings whether what the base model made of the images goes with them
 */
export async function writeProjectFile(
  { ports, store, embeddings }: StudioContext,
  withEmbeddings: boolean,
  run: ExportRun,
): Promise<LargeFile | Failure | 'stopped'> {
  const state = store.getState();
  const { classes, samples } = state;
  if (classes.length === 0) return { kind: 'nothing-to-save' };
  const images = [...new Set(samples.map(({ image }) => image))];
  const checksums = await measureFiles(images, run);
  if (checksums === 'stopped') return checksums;
  const crcOf = new Map(images.map((image, index) => [image, checksums[index] ?? null]));
  const isReadable = ({ image }: StudioSample) => crcOf.get(image) !== null;

  const base = withEmbeddings ? selectSavedBase(state) : null;
  const saved = base === null ? null : collectEmbeddings(samples.filter(isReadable), base);
  await run.pause();
  const thumbnails = saved === null ? [] : await joinThumbnails(saved, run);
  if (thumbnails === 'stopped') return thumbnails;

  const project = describeProject(state, samples.filter(isReadable));
  const { entries, images: written } = writeProject(project, ports.graftVersion);
  const sampleById = new Map(samples.map((sample) => [sample.id, sample]));
  await run.pause();
  const files: MeasuredFile[] = [
    ...(await measureEntries(entries, run)),
    ...thumbnails,
    ...written.map(({ path, sampleId }) => {
      const { image } = sampleById.get(sampleId) as StudioSample;
      return { path, content: image, crc32: crcOf.get(image) as number };
    }),
  ];
  return {
    fileName: `${makeSafeFileName(state.project.name, 'project')}.graft`,
    blob: await zipFiles(files, mediaType, run),
    leftOut: samples.filter((sample) => !isReadable(sample)).map(({ file }) => file),
  };

  function collectEmbeddings(samples: readonly StudioSample[], baseModel: BaseModelInfo): SavedEmbeddings {
    const baseKey = baseModelKey(baseModel);
    const kept = embeddings.listKept(samples.flatMap(({ imageHash }) => imageHash ?? []));
    const facts = new Map(kept.imageFacts.map((identity) => [identity.imageHash, identity]));
    const images = kept.embeddings
      .filter((each) => each.baseKey === baseKey)
      .flatMap(({ imageHash, packed }) => {
        const identity = facts.get(imageHash);
        if (identity === undefined || identity.thumbnail.size === 0) return [];
        const { pixels, thumbnail } = identity;
        return [{ imageHash, packed, pixels, thumbnail, thumbnailBytes: thumbnail.size }];
      });
    return {
      entries: writeProjectEmbeddings({ baseKey, embeddingSize: baseModel.embeddingSize, images }),
      thumbnails: images.map(({ thumbnail }) => thumbnail),
    };
  }

  /** The embeddings with all small pictures in one file. */
  async function joinThumbnails(
    { entries, thumbnails }: SavedEmbeddings,
    run: ExportRun,
  ): Promise<readonly MeasuredFile[] | 'stopped'> {
    const joined = await joinBlobs(thumbnails, '', run.pause);
    const checksums = await measureFiles([joined], { ...run, showProgress: () => {} });
    if (checksums === 'stopped') return checksums;
    const [crc32] = checksums;
    // Without their pictures they would be of no use; the images can be looked at anew.
    if (crc32 == null) return [];
    return [
      ...(await measureEntries(entries, run)),
      { path: projectPaths.thumbnails, content: joined, crc32 },
    ];
  }
}

async function measureEntries(
  entries: readonly ProjectEntry[],
  run: ExportRun,
): Promise<readonly MeasuredFile[]> {
  const measured: MeasuredFile[] = [];
  for (const { path, bytes } of entries) measured.push(await measureBytes(path, bytes, run));
  return measured;
}

function describeProject(state: StudioState, samples: readonly StudioSample[]): Project {
  const { project, classes, settings, inputSize, model, remarks, health, cardFields } = state;
  const { name, createdAt } = project;
  const ids = new Set([...classes, ...samples].map(({ id }) => id));
  const isThere = (id: string) => (ids.has(id) ? id : null);
  return {
    name,
    createdAt,
    classes,
    samples,
    settings,
    inputSize,
    model,
    cardFields,
    remarks: remarks.flatMap(({ id, remark }) => (ids.has(id) ? [{ sampleId: id, remark }] : [])),
    runs: listRuns(state).map((run) => ({ ...run, model: run.model === model ? null : run.model })),
    dismissedFindings: [...health.dismissed].flatMap((mark) => renewMark(mark, isThere) ?? []),
  };
}
