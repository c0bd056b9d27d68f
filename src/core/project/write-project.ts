import { type ProjectEntry, writeJson } from './project-entry.ts';
import { type Project, type ProjectSample, projectPaths, projectVersion, runFolder } from './project-file.ts';
import { writeProjectModel } from './write-project-model.ts';

/** What goes into the ZIP: first what describes the project, so that of a file cut short the most can be read. */
export interface WrittenProject {
  readonly entries: readonly ProjectEntry[];
  /** The images that follow: each lies there once, however many samples show it. */
  readonly images: readonly { readonly path: string; readonly sampleId: string }[];
}

/** @param graftVersion the version of the app, for people who wonder about a file */
export function writeProject(project: Project, graftVersion: string): WrittenProject {
  const {
    name,
    createdAt,
    classes,
    samples,
    settings,
    inputSize,
    model,
    remarks,
    dismissedFindings,
    runs,
    cardFields,
  } = project;
  const images = new Map<string, { readonly path: string; readonly sampleId: string }>();
  const listed = samples.map((sample) => {
    const key = sample.imageHash ?? `sample ${sample.id}`;
    const image = images.get(key) ?? { path: nameImage(sample, images.size + 1), sampleId: sample.id };
    images.set(key, image);
    const { id, classId, file, assignedSet, pinnedSet, disabled, burstId, imageHash } = sample;
    return { id, classId, file, assignedSet, pinnedSet, disabled, burstId, imageHash, image: image.path };
  });
  const manifest = {
    format: 'graft-project',
    version: projectVersion,
    graftVersion,
    name,
    createdAt,
    classes: classes.map(({ id, name, colour, disabled }) => ({ id, name, colour, disabled })),
    samples: listed,
    settings,
    inputSize,
    hasModel: model !== null,
    remarks,
    dismissedFindings,
    cardFields,
    runs: runs.map(({ number, name, createdAt, model }) => ({
      number,
      name,
      createdAt,
      inUse: model === null,
    })),
  };
  return {
    entries: [
      { path: projectPaths.project, bytes: writeJson(manifest) },
      ...(model === null ? [] : writeProjectModel(model)),
      ...runs.flatMap((run) =>
        run.model === null
          ? []
          : writeProjectModel(run.model).map(({ path, bytes }) => ({
              path: `${runFolder(run.number)}${path}`,
              bytes,
            })),
      ),
    ],
    images: [...images.values()],
  };
}

/** By number, because names may be anything; the ending is kept for those who look into the ZIP. */
function nameImage({ file }: ProjectSample, number: number): string {
  const [ending = ''] = /\.[a-z0-9]{1,5}$/.exec(file.toLowerCase()) ?? [];
  return `${projectPaths.images}${String(number).padStart(5, '0')}${ending}`;
}
