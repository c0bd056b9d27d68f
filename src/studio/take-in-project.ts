import { nameLimits } from '../core/dataset/dataset.ts';
import type { EmbeddedProjectImage } from '../core/project/project-embeddings.ts';
import type { ProjectClass, ProjectSample } from '../core/project/project-file.ts';
import { isFailure } from '../core/shared/failure.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { ImageToAdmit, SampleAdmitter } from './admit-samples.ts';
import { createClass } from './edit-classes.ts';
import type { GrowingEdit } from './edit-history.ts';
import { isKeyOfSize } from './embedding-store.ts';
import { renewMark } from './finding.ts';
import type { ImportSession } from './import-session.ts';
import { isEmptyProject } from './is-empty-project.ts';
import { type ProjectContent, readProjectFile } from './read-project-file.ts';
import { renewModelIds } from './renew-model-ids.ts';
import { shortenText } from './shorten-text.ts';
import type { StudioContext } from './studio-context.ts';
import { classColourCount, type StudioClass } from './studio-state.ts';

/** Brings project files in. */
export interface ProjectTaker {
  /**
   * Opens one where nothing is yet, with its settings, its model and its name; else adds its classes and images to what is
   * here, whose settings and model stay.
   * @param edit what takes the images back
   */
  takeIn(file: NamedBlob, edit: GrowingEdit, stop: AbortSignal): Promise<void>;
}

export function createProjectTaker(
  context: StudioContext,
  session: ImportSession,
  admitter: SampleAdmitter,
): ProjectTaker {
  const { ports, store, edits, embeddings, claims } = context;
  /** What files say of images that wait to be looked at. */
  const claimedHashes = new WeakMap<Blob, string>();

  return {
    async takeIn(file, edit, stop) {
      const content = await readProjectFile(file, ports, session.countRead, stop);
      if (content === 'stopped') return leaveOutRest(file.path, 0);
      if (isFailure(content)) {
        session.leaveOut([{ file: file.path, failure: content }]);
        return session.explainNothing(file.path, content);
      }
      // A model or embeddings may have been read until now.
      if (stop.aborted) return leaveOutRest(file.path, 0);
      session.leaveOut(content.problems.map((problem) => ({ ...problem, file: shortenText(problem.file) })));
      await (isEmptyProject(store.getState()) ? open(content, file.path) : add(content, file.path, edit));
    },
  };

  /** Of what comes in. */
  function countCutNames(
    { cut }: ProjectContent,
    classes: readonly ProjectClass[],
    samples: readonly ProjectSample[],
  ): void {
    session.countCutNames({
      classNameCount: classes.filter(({ id }) => cut.classIds.has(id)).length,
      fileNameCount: samples.filter(({ id }) => cut.sampleIds.has(id)).length,
    });
  }

  /** Makes samples of the images, until it is stopped. */
  async function admit(
    fileName: string,
    ...[edit, newClasses, images]: Parameters<SampleAdmitter['admit']>
  ): Promise<void> {
    const { cutShort } = await admitter.admit(edit, newClasses, images);
    if (cutShort === null) return;
    session.leaveOut([{ file: fileName, failure: cutShort }]);
    session.explainNothing(fileName, cutShort);
  }

  function leaveOutRest(file: string, readCount: number): void {
    session.leaveOut([{ file, failure: { kind: 'import-stopped', readCount } }]);
  }

  /** Everything as it was saved. */
  async function open(content: ProjectContent, fileName: string): Promise<void> {
    const { project, images } = content;
    const newId = createIds();
    const classes = nameClasses(
      project.classes.map((each) => ({
        ...each,
        id: newId(each.id),
        colour: each.colour % classColourCount,
      })),
    );
    const { name, createdAt, settings, inputSize, cardFields } = project;
    store.setState(({ project: begun }) => ({
      project: { ...begun, name: name || begun.name, createdAt: createdAt || begun.createdAt },
      settings,
      inputSize,
      cardFields,
    }));
    noteClaims(content);
    countCutNames(content, project.classes, project.samples);
    edits.edit({ kind: 'add-class', className: null }, () => ({ classes }));
    const admitted = project.samples.map((sample) => ({
      ...describe(sample, images, newId),
      id: newId(sample.id),
    }));
    recall(content, newId, [...project.classes, ...project.samples]);
    await admit(fileName, { kind: 'add-images', className: null }, [], admitted);
    showModels(content, newId);
    // There is nothing before it to go back to.
    edits.clear();
  }

  /** The model in use and the runs, with ids of this studio. */
  function showModels({ project: { model, runs } }: ProjectContent, newId: (id: string) => string): void {
    if (model === null && runs.length === 0) return;
    const named = runs.map((run) => ({
      ...run,
      id: ports.createId(),
      name: run.name || ports.messages.newRun.name(run.number),
    }));
    const runId = named.find((run) => run.model === null)?.id;
    const inUse = model && { ...renewModelIds(model, newId), ...(runId === undefined ? {} : { runId }) };
    store.setState({
      model: inUse,
      runs: named.flatMap((run) => {
        if (run.model === null) return inUse === null ? [] : [{ ...run, model: inUse }];
        return [{ ...run, model: { ...renewModelIds(run.model, newId), runId: run.id } }];
      }),
    });
  }

  /** Its images, in classes joined by name, each only once per class. */
  async function add(content: ProjectContent, fileName: string, edit: GrowingEdit): Promise<void> {
    const { project, images } = content;
    const { classes, samples } = store.getState();
    const newId = createIds();
    const used = new Set(project.samples.map(({ classId }) => classId));
    const newClasses: StudioClass[] = [];
    const targets = new Map<string, string>();
    for (const each of nameClasses(project.classes.filter(({ id }) => used.has(id)))) {
      const found = findClass([...classes, ...newClasses], each.name);
      if (found === undefined) {
        const added = createClass(ports.createId(), each.name, [...classes, ...newClasses]);
        newClasses.push({ ...added, disabled: each.disabled });
      }
      targets.set(each.id, found?.id ?? (newClasses.at(-1) as StudioClass).id);
    }
    if (classes.length + newClasses.length > nameLimits.classCount) {
      const failure = { kind: 'import-too-many-classes', limit: nameLimits.classCount } as const;
      session.leaveOut([{ file: fileName, failure }]);
      return session.explainNothing(fileName, failure);
    }
    noteClaims(content);
    const disabledClassIds = new Set(project.classes.filter(({ disabled }) => disabled).map(({ id }) => id));
    const there = new Set(samples.map(({ classId, image }) => describeContent(classId, image)));
    const comingSamples: ProjectSample[] = [];
    const coming = project.samples.flatMap((sample): ImageToAdmit[] => {
      const admitted = { ...describe(sample, images, newId), id: newId(sample.id) };
      const classId = targets.get(sample.classId) as string;
      const key = describeContent(classId, admitted.image.blob);
      if (key !== null && there.has(key)) return [];
      there.add(key);
      comingSamples.push(sample);
      const joinsEnabled = disabledClassIds.has(sample.classId) && classes.some(({ id }) => id === classId);
      return [{ ...admitted, classId, disabled: sample.disabled || joinsEnabled }];
    });
    session.countCopies(project.samples.length - coming.length);
    countCutNames(
      content,
      project.classes.filter(({ id }) => used.has(id)),
      comingSamples,
    );
    recall(content, newId, comingSamples);
    await admit(fileName, edit, newClasses, coming);
  }

  /** What was said of images before, and what the person does not want to be told again, of those that are known here. */
  function recall(
    { project: { samples, remarks, dismissedFindings } }: ProjectContent,
    newId: (id: string) => string,
    known: readonly { readonly id: string }[],
  ): void {
    const ids = new Set(known.map(({ id }) => id));
    const files = new Map(samples.map(({ id, file }) => [id, file]));
    session.remarkOn(
      remarks.flatMap(({ sampleId, remark }) =>
        ids.has(sampleId) ? [{ id: newId(sampleId), file: files.get(sampleId) ?? '', remark }] : [],
      ),
    );
    const dismissed = dismissedFindings.flatMap(
      (mark) => renewMark(mark, (id) => (ids.has(id) ? newId(id) : null)) ?? [],
    );
    if (dismissed.length === 0) return;
    store.setState(({ health }) => ({
      health: { ...health, dismissed: new Set([...health.dismissed, ...dismissed]) },
    }));
  }

  /** Notes what the file says of its images: used once they are looked at, for those of which it is true. */
  function noteClaims({ project, images, embeddings: read, thumbnails }: ProjectContent): void {
    if (read === null || !isKeyOfSize(read.baseKey, read.embeddingSize)) return;
    const rows = new Map(read.images.map(({ imageHash }, row) => [imageHash, row]));
    for (const { id, imageHash } of project.samples) {
      const row = rows.get(imageHash ?? '');
      const image = images.get(id);
      if (row === undefined || imageHash === null || image === undefined) continue;
      const { packed, pixels } = read.images[row] as EmbeddedProjectImage;
      const thumbnail = thumbnails[row] as Blob;
      claims.put(image, { identity: { imageHash, thumbnail, pixels }, baseKey: read.baseKey, packed });
    }
  }

  function describe(
    {
      classId,
      file,
      assignedSet,
      pinnedSet,
      disabled,
      burstId,
      id,
      imageHash,
    }: ProjectContent['project']['samples'][number],
    images: ProjectContent['images'],
    newId: (id: string) => string,
  ): ImageToAdmit {
    const image: NamedBlob = { path: file, blob: images.get(id) as Blob };
    if (imageHash !== null) claimedHashes.set(image.blob, imageHash);
    return {
      image: burstId === null ? image : { ...image, burst: newId(`burst ${burstId}`) },
      classId: newId(classId),
      assignedSet,
      pinnedSet,
      disabled,
    };
  }

  /** Equal for the same image in the same class; null for one whose hash nobody knows. */
  function describeContent(classId: string, image: Blob): string | null {
    const imageHash = embeddings.identify(image)?.imageHash ?? claimedHashes.get(image);
    return imageHash === undefined ? null : `${classId} ${imageHash} ${image.size}`;
  }

  /** Ids of this studio for those of a file, which may be anything. */
  function createIds(): (id: string) => string {
    const ids = new Map<string, string>();
    return (id) => {
      const known = ids.get(id) ?? ports.createId();
      ids.set(id, known);
      return known;
    };
  }

  function nameClasses<Class extends { readonly name: string }>(classes: readonly Class[]): readonly Class[] {
    return classes.map((each, index) =>
      each.name === '' ? { ...each, name: ports.messages.newClass.name(index + 1) } : each,
    );
  }
}

/** The class of this name; where there is none, one that differs in case or width of the letters only. */
function findClass(classes: readonly StudioClass[], name: string): StudioClass | undefined {
  const fold = (text: string) => text.normalize('NFKC').toLowerCase();
  return classes.find((each) => each.name === name) ?? classes.find((each) => fold(each.name) === fold(name));
}
