import { cleanClassName, isClassNameCut } from '../dataset/clean-class-name.ts';
import { nameLimits } from '../dataset/dataset.ts';
import { readInputSize } from '../embedding/input-sizes.ts';
import { readCardFields } from '../export/model-card/card-fields.ts';
import type { ProjectFileFailure } from '../shared/failure.ts';
import {
  cut,
  number,
  oneOf,
  orNull,
  parseJson,
  type Read,
  readField,
  record,
  text,
  whole,
} from '../shared/read-json.ts';
import { readTrainingSettings } from '../training/read-training-settings.ts';
import {
  type Project,
  type ProjectClass,
  type ProjectRemark,
  type ProjectRun,
  type ProjectSample,
  projectLimits,
  projectMigrations,
} from './project-file.ts';
import { hash, id } from './read-parts.ts';

/** What `project.json` says, checked. */
export interface ReadProject {
  readonly project: Omit<Project, 'model' | 'runs'>;
  /** Of which the models are still to be read, but for the one in use. */
  readonly runs: readonly ReadRun[];
  /** Whether the file should hold a trained model. */
  readonly hasModel: boolean;
  /** Where the image of each sample lies in the ZIP; by sample id. */
  readonly imagePaths: ReadonlyMap<string, string>;
  /** Samples that make no sense and are left out, by the names of their files: the first of them. */
  readonly leftOut: readonly { readonly file: string; readonly failure: ProjectFileFailure }[];
  /** How many more are left out. */
  readonly unlistedCount: number;
  readonly cut: CutInProject;
}

/** What of a project file had longer names than it may have: they are cut. */
export interface CutInProject {
  readonly classIds: ReadonlySet<string>;
  readonly sampleIds: ReadonlySet<string>;
}

/**
 * Reads `project.json`. What makes no sense in it is left out and listed, the rest is kept.
 * @param json text of the file
 * @param pause lets others have their turn; called now and then
 * @param migrations one for each version before the one that is read
 */
export async function readProject(
  json: string,
  pause: () => Promise<unknown>,
  migrations: typeof projectMigrations = projectMigrations,
): Promise<ReadProject | ProjectFileFailure> {
  let manifest = parseJson(json, projectLimits.jsonValues);
  if (readField(manifest, 'format') !== 'graft-project') return { kind: 'project-unreadable' };
  const version = whole(1, Number.MAX_SAFE_INTEGER)(readField(manifest, 'version'));
  if (version === undefined) return { kind: 'project-unreadable' };
  if (version > migrations.length + 1) {
    return { kind: 'project-newer', version, knownVersion: migrations.length + 1 };
  }
  for (const migrate of migrations.slice(version - 1)) {
    manifest = migrate(manifest as Readonly<Record<string, unknown>>);
  }

  const cutItems = { classIds: new Set<string>(), sampleIds: new Set<string>() };
  const classes = readClasses(readField(manifest, 'classes'), cutItems.classIds);
  await pause();
  const { samples, ...read } = await readSamples(
    readField(manifest, 'samples'),
    new Set(classes.map(({ id }) => id)),
    cutItems.sampleIds,
    pause,
  );
  return {
    project: {
      name: cleanClassName(longName(readField(manifest, 'name')) ?? '') ?? '',
      createdAt: readTime(readField(manifest, 'createdAt')),
      classes,
      samples,
      settings: readTrainingSettings(readField(manifest, 'settings')),
      inputSize: readInputSize(readField(manifest, 'inputSize')),
      remarks: await readSound(readField(manifest, 'remarks'), readRemark, projectLimits.sampleCount, pause),
      dismissedFindings: await readSound(
        readField(manifest, 'dismissedFindings'),
        text(projectLimits.markLength),
        projectLimits.dismissedCount,
        pause,
      ),
      cardFields: readCardFields(readField(manifest, 'cardFields')),
    },
    hasModel: readField(manifest, 'hasModel') === true,
    runs: readRuns(await readSound(readField(manifest, 'runs'), readRun, projectLimits.runCount, pause)),
    ...read,
    cut: cutItems,
  };
}

type ReadRun = Omit<ProjectRun, 'model'> & { readonly inUse: boolean };

const readRun = record<ReadRun>({
  number: whole(1, Number.MAX_SAFE_INTEGER),
  name: (value) => cleanClassName(longName(value) ?? '') ?? '',
  createdAt: readTime,
  inUse: (value) => value === true,
});

/** Of two with one number, the first; of two in use, too. In ascending order. */
function readRuns(all: readonly ReadRun[]): readonly ReadRun[] {
  const inUse = all.find((run) => run.inUse);
  const ofNumber = new Map(all.toReversed().map((run) => [run.number, run]));
  return [...ofNumber.values()]
    .filter((run) => !run.inUse || run === inUse)
    .sort((a, b) => a.number - b.number);
}

/** So many samples are read without a pause: some milliseconds. */
const samplesAtOnce = 1000;

const set = orNull(oneOf('training', 'validation', 'test'));
const yesOrNo = oneOf(true, false);
/** More than a name can have, and little enough to be cleaned. */
const longName = cut(10_000);

/** Classes without a sound id are nobody's; a name that shows nothing, or a colour that is none, is no loss. */
function readClasses(value: unknown, cutIds: Set<string>): readonly ProjectClass[] {
  const classes = new Map<string, ProjectClass>();
  for (const each of asList(value).slice(0, 2 * projectLimits.classCount)) {
    const classId = id(readField(each, 'id'));
    if (classId === undefined || classes.has(classId)) continue;
    if (classes.size === projectLimits.classCount) break;
    const name = longName(readField(each, 'name')) ?? '';
    if (isClassNameCut(name)) cutIds.add(classId);
    classes.set(classId, {
      id: classId,
      name: cleanClassName(name) ?? '',
      colour: whole(0, 255)(readField(each, 'colour')) ?? 0,
      disabled: readField(each, 'disabled') === true,
    });
  }
  return [...classes.values()];
}

const readSample = record<ProjectSample & { readonly image: string }>({
  id,
  classId: id,
  file: cut(nameLimits.pathLength),
  assignedSet: set,
  pinnedSet: set,
  disabled: yesOrNo,
  burstId: orNull(id),
  imageHash: orNull(hash),
  image: text(nameLimits.pathLength),
});

async function readSamples(
  value: unknown,
  classIds: ReadonlySet<string>,
  cutIds: Set<string>,
  pause: () => Promise<unknown>,
): Promise<Pick<ReadProject, 'imagePaths' | 'leftOut' | 'unlistedCount'> & Pick<Project, 'samples'>> {
  const samples: ProjectSample[] = [];
  const imagePaths = new Map<string, string>();
  const counts = new Map<string, number>();
  const leftOut: { readonly file: string; readonly failure: ProjectFileFailure }[] = [];
  const all = asList(value);
  const listed = all.slice(0, projectLimits.sampleCount);
  let unlistedCount = all.length - listed.length;
  for (const [index, each] of listed.entries()) {
    if (index % samplesAtOnce === samplesAtOnce - 1) await pause();
    const sound = readSample(each);
    if (sound === undefined || !classIds.has(sound.classId)) {
      const file = cut(nameLimits.pathLength)(readField(each, 'file')) ?? `#${index + 1}`;
      if (leftOut.length < projectLimits.listedCount) {
        leftOut.push({ file, failure: { kind: 'project-image-odd' } });
      } else unlistedCount++;
      continue;
    }
    const { image, ...sample } = sound;
    // Of two of the same id, whatever refers to it means the first.
    let { id: freeId } = sample;
    let count = counts.get(freeId) ?? 1;
    while (imagePaths.has(freeId)) freeId = `${sample.id} (${++count})`;
    counts.set(sample.id, count);
    samples.push({ ...sample, id: freeId });
    imagePaths.set(freeId, image);
    const givenFile = readField(each, 'file');
    if (typeof givenFile === 'string' && givenFile.length > sample.file.length) cutIds.add(freeId);
  }
  return { samples, imagePaths, leftOut, unlistedCount };
}

const readKind = oneOf('animated', 'first-page', 'cut-off');
const readFraction = orNull(number(0, 1));

const readRemark = record<ProjectRemark>({
  sampleId: id,
  remark: (value) => {
    const kind = readKind(readField(value, 'kind'));
    if (kind !== 'cut-off') return kind === undefined ? undefined : { kind };
    const fraction = readFraction(readField(value, 'readFraction'));
    return fraction === undefined ? undefined : { kind, readFraction: fraction };
  },
});

/** The items that are sound. */
async function readSound<Item>(
  value: unknown,
  read: Read<Item>,
  maximumLength: number,
  pause: () => Promise<unknown>,
): Promise<readonly Item[]> {
  const sound: Item[] = [];
  for (const [index, each] of asList(value).slice(0, maximumLength).entries()) {
    if (index % samplesAtOnce === samplesAtOnce - 1) await pause();
    const item = read(each);
    if (item !== undefined) sound.push(item);
  }
  return sound;
}

/** ISO 8601; empty where it is no time. */
function readTime(value: unknown): string {
  const time = text(40)(value);
  return time === undefined || Number.isNaN(Date.parse(time)) ? '' : time;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
