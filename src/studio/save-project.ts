import { packEmbedding } from '../core/embedding/pack-embedding.ts';
import { createFileName } from '../core/export/file-name.ts';
import { writeProjectEmbeddings } from '../core/project/project-embeddings.ts';
import type { ProjectEntry } from '../core/project/project-entry.ts';
import { type Project, projectPaths } from '../core/project/project-file.ts';
import { writeProject } from '../core/project/write-project.ts';
import type { BaseModelInfo } from '../engine/engine-api.ts';
import { baseModelKey } from './embedding-store.ts';
import type { ExportRun, ExportRunner } from './export-runner.ts';
import { selectSavedBase } from './select-saved-embeddings.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample, StudioState } from './studio-state.ts';
import { type MeasuredFile, measureBytes, measureFiles, zipFiles } from './zip-files.ts';

/** Browsers would add `.zip` to the name of a file of the type of ZIPs. */
const mediaType = 'application/octet-stream';

/** What is written of the embeddings of one base model. */
interface SavedEmbeddings {
  readonly entries: readonly ProjectEntry[];
  readonly thumbnails: readonly Blob[];
}

/** Hands everything that the person made to them as one file. */
export function createProjectSaver(context: StudioContext, runner: ExportRunner) {
  const { ports, store, embeddings } = context;

  return {
    saveProject: ({ withEmbeddings }: { readonly withEmbeddings: boolean }) =>
      runner.run('project', async (run) => {
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
        const thumbnails = saved === null ? [] : await joinThumbnails(saved, run);
        if (thumbnails === 'stopped') return thumbnails;

        const project = describeProject(state, samples.filter(isReadable), ports.clock.today());
        const { entries, images: written } = writeProject(project, ports.graftVersion);
        const sampleById = new Map(samples.map((sample) => [sample.id, sample]));
        const files: MeasuredFile[] = [
          ...entries.map(({ path, bytes }) => measureBytes(path, bytes)),
          ...thumbnails,
          ...written.map(({ path, sampleId }) => {
            const { image } = sampleById.get(sampleId) as StudioSample;
            return { path, content: image, crc32: crcOf.get(image) as number };
          }),
        ];
        const names = classes.map(({ name }) => name);
        return {
          fileName: createFileName('graft-project', names, 'graft'),
          blob: zipFiles(files, mediaType),
          leftOut: samples.filter((sample) => !isReadable(sample)).map(({ file }) => file),
        };
      }),
  };

  function collectEmbeddings(samples: readonly StudioSample[], baseModel: BaseModelInfo): SavedEmbeddings {
    const thumbnails = new Map<string, Blob>();
    for (const { imageHash, thumbnail } of samples) {
      if (imageHash !== null && thumbnail !== null) thumbnails.set(imageHash, thumbnail);
    }
    const images = [...thumbnails].flatMap(([imageHash, thumbnail]) => {
      const embedding = embeddings.get(imageHash, baseModel);
      if (embedding === null) return [];
      return [{ imageHash, packed: packEmbedding(embedding), thumbnailBytes: thumbnail.size }];
    });
    const baseKey = baseModelKey(baseModel);
    return {
      entries: writeProjectEmbeddings({ baseKey, embeddingSize: baseModel.embeddingSize, images }),
      thumbnails: images.map(({ imageHash }) => thumbnails.get(imageHash) as Blob),
    };
  }

  /** The embeddings with all small pictures in one file. */
  async function joinThumbnails(
    { entries, thumbnails }: SavedEmbeddings,
    run: ExportRun,
  ): Promise<readonly MeasuredFile[] | 'stopped'> {
    const joined = new Blob([...thumbnails]);
    const checksums = await measureFiles([joined], { ...run, showProgress: () => {} });
    if (checksums === 'stopped') return checksums;
    const [crc32] = checksums;
    // Without their pictures they would be of no use; the images can be looked at anew.
    if (crc32 == null) return [];
    return [
      ...entries.map(({ path, bytes }) => measureBytes(path, bytes)),
      { path: projectPaths.thumbnails, content: joined, crc32 },
    ];
  }
}

function describeProject(
  { classes, settings, model }: StudioState,
  samples: readonly StudioSample[],
  createdAt: string,
): Project {
  return { name: '', createdAt, classes, samples, settings, model };
}
