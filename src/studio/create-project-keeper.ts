import { isFailure, type StorageFailure } from '../core/shared/failure.ts';
import type { ProjectChange, SampleRecord } from '../platform/project-store.ts';
import { compareSamples } from './compare-samples.ts';
import type { ProjectKeeper } from './project-keeper.ts';
import { isKeptAlike, recordProject, recordSample } from './project-records.ts';
import type { StudioContext } from './studio-context.ts';
import type { Keeping, StudioSample, StudioState } from './studio-state.ts';
import { findRunChanges } from './training-runs.ts';

/** What is kept of the state, for comparison. */
type Kept = Pick<
  StudioState,
  | 'classes'
  | 'settings'
  | 'inputSize'
  | 'samples'
  | 'model'
  | 'runs'
  | 'cutOffModel'
  | 'project'
  | 'health'
  | 'remarks'
  | 'cardFields'
>;

/** Where the project that the next visit opens is remembered. */
export const lastProjectKey = 'last-project';

/** So many images are written at one time. */
const imagesPerWrite = 64;

/** @param readStorage looks how much room there is */
export function createProjectKeeper(
  context: Omit<StudioContext, 'edits' | 'keeper'>,
  readStorage: () => Promise<void>,
): ProjectKeeper {
  const { ports, store } = context;
  let kept: Kept = store.getState();
  /** Whether changes are written. What the person is told, `keeping`, may lag behind. */
  let active = false;
  /** Lets the project go for other tabs; null while the project is not in the browser. */
  let lock: (() => void) | null = null;
  let lastWrite: Promise<unknown> = Promise.resolve();
  let failureCount = 0;
  /** Samples that were written before they came into the state. */
  const writtenAhead = new Set<string>();
  /** Samples whose images are in the browser, also where only "Undo" knows them any more. */
  const storedIds = new Set<string>();

  store.subscribe((state) => {
    if (state.project.keeping.phase === 'opening' || state.project.id !== kept.project.id) return;
    const change = active ? findChange(state) : null;
    kept = state;
    if (change !== null) void write(change);
  });

  return {
    async keepNewSamples(classes, samples) {
      if (!active) return [];
      const record = recordProject(store.getState(), classes, ports.clock.today());
      const attempt = (some: readonly StudioSample[]) =>
        tryWrite({ record, newSamples: some.map(withImage) });
      let written = samples;
      let failure = await attempt(written);
      if (failure !== null && failure.kind !== 'storage-full') {
        // One file that is gone, or was changed, spoils the whole write.
        written = await findReadable(samples);
        if (written.length < samples.length) failure = await attempt(written);
      }
      if (failure !== null) showFailure(failure);
      else for (const { id } of written) writtenAhead.add(id);
      return samples.filter((sample) => !written.includes(sample)).map(({ id }) => id);
    },
    async dropSamples(sampleIds) {
      for (const id of sampleIds) writtenAhead.delete(id);
      await write({ deletedSampleIds: sampleIds });
    },
    async keepEmbeddings(embedded, imageHashes = new Map()) {
      if (!active || embedded.length + imageHashes.size === 0) return;
      const known = store.getState().samples.filter(({ id }) => imageHashes.has(id));
      await write({
        changedSamples: known.map((sample) => ({
          ...recordSample(sample),
          imageHash: imageHashes.get(sample.id) ?? null,
        })),
        embeddings: embedded.map(({ identity: { imageHash }, baseKey, packed }) => ({
          baseKey,
          imageHash,
          packed,
        })),
        imageFacts: embedded.map(({ identity }) => identity),
      });
    },
    keepCopies: (copies, deletedEmbeddingKeys = []) => write({ embeddings: copies, deletedEmbeddingKeys }),
    keepTraining: (training) => write({ training }),
    async keepAll() {
      active = true;
      storedIds.clear();
      const failuresBefore = failureCount;
      const state = store.getState();
      const { project, classes, samples, model, runs, cutOffModel } = state;
      const there = await ports.projects.listSampleIds(project.id);
      const ids = new Set(samples.map(({ id }) => id));
      const record = recordProject(state, classes, ports.clock.today());
      await write({
        record,
        // Deleted in the meantime, by a write that failed.
        deletedSampleIds: isFailure(there) ? [] : there.filter((id) => !ids.has(id)),
        training: { model, cutOff: cutOffModel, ...findRunChanges([], runs) },
      });
      for (let first = 0; first < samples.length; first += imagesPerWrite) {
        // As they are by now: they may have been edited or deleted while the others were written.
        const some = new Set(samples.slice(first, first + imagesPerWrite).map(({ id }) => id));
        const present = store.getState().samples.filter(({ id }) => some.has(id));
        await write({
          newSamples: present.map(withImage),
          ...context.embeddings.listKept(present.flatMap(({ imageHash }) => imageHash ?? [])),
        });
      }
      if (failureCount === failuresBefore) showKeeping({ phase: 'kept' });
    },
    stop() {
      active = false;
      storedIds.clear();
    },
    adopt(newLock) {
      lock?.();
      lock = newLock;
      kept = store.getState();
      active = kept.project.keeping.phase === 'kept';
      writtenAhead.clear();
      storedIds.clear();
      if (lock !== null) for (const { id } of kept.samples) storedIds.add(id);
    },
    async whenKept() {
      await lastWrite;
    },
  };

  /** @returns null when nothing is different */
  function findChange(state: StudioState): ProjectChange | null {
    const { added, removed, changed } = compareSamples(kept.samples, state.samples, isKeptAlike);
    const unwritten = added.filter(({ id }) => !writtenAhead.delete(id));
    const newSamples = unwritten.filter(({ id }) => !storedIds.has(id)).map(withImage);
    const changedSamples = [
      ...unwritten.filter(({ id }) => storedIds.has(id)),
      ...changed.map(({ after }) => after),
    ].map(recordSample);
    const deletedSampleIds = removed.map(({ id }) => id);
    const isOtherRecord =
      state.classes !== kept.classes ||
      state.settings !== kept.settings ||
      state.inputSize !== kept.inputSize ||
      state.health.dismissed !== kept.health.dismissed ||
      state.remarks !== kept.remarks ||
      state.cardFields !== kept.cardFields ||
      state.project.name !== kept.project.name;
    const isOtherTraining = state.model !== kept.model || state.cutOffModel !== kept.cutOffModel;
    const changeCount = newSamples.length + changedSamples.length + deletedSampleIds.length;
    const runChanges = state.runs === kept.runs ? {} : findRunChanges(kept.runs, state.runs);
    const areOtherRuns = Object.keys(runChanges).length > 0;
    if (!isOtherRecord && !isOtherTraining && !areOtherRuns && changeCount === 0) return null;
    return {
      record: recordProject(state, state.classes, ports.clock.today()),
      newSamples,
      changedSamples,
      deletedSampleIds,
      // Whatever a run left behind on its way belongs to one of the two now.
      training: {
        ...runChanges,
        ...(isOtherTraining ? { model: state.model, cutOff: state.cutOffModel, checkpoint: null } : {}),
      },
    };
  }

  async function write(change: ProjectChange): Promise<void> {
    if (!active) return;
    const failure = await tryWrite(change);
    if (failure !== null) showFailure(failure);
  }

  /** Where there is no room, makes some once by deleting for good what was deleted. */
  function tryWrite(change: ProjectChange): Promise<StorageFailure | null> {
    const projectId = store.getState().project.id;
    const attempt = async () => {
      const failure = await ports.projects.write(projectId, change);
      if (failure === null) for (const { id } of change.newSamples ?? []) storedIds.add(id);
      return failure;
    };
    const writing = attempt().then(async (failure) => {
      if (failure?.kind !== 'storage-full') return failure;
      const shownIds = new Set(store.getState().samples.map(({ id }) => id));
      for (const id of storedIds) if (!shownIds.has(id)) storedIds.delete(id);
      await ports.projects.sweep(projectId);
      return attempt();
    });
    lastWrite = writing;
    if (lock === null) void begin(projectId);
    return writing;
  }

  function showFailure(failure: StorageFailure): void {
    failureCount++;
    const isNew = store.getState().project.keeping.phase !== 'failed';
    showKeeping({ phase: 'failed', failure });
    if (isNew) context.announce(context.describe(failure));
  }

  /** The project has come into being: it is this tab's, and the next visit opens it. */
  async function begin(projectId: string): Promise<void> {
    lock = () => {};
    ports.tabMemory.write(lastProjectKey, projectId);
    ports.preferences.write(lastProjectKey, projectId);
    const taken = await ports.lockProject(projectId);
    if (store.getState().project.id === projectId) lock = taken ?? lock;
    else taken?.();
    await ports.storage.askToPersist();
    await readStorage();
  }

  function showKeeping(keeping: Keeping): void {
    // Where it was switched off meanwhile, a write that comes to its end has nothing to say.
    if (active) store.setState(({ project }) => ({ project: { ...project, keeping } }));
  }
}

function withImage(sample: StudioSample): SampleRecord & { readonly image: Blob } {
  return { ...recordSample(sample), image: sample.image };
}

/** Those whose files can still be read. */
async function findReadable(samples: readonly StudioSample[]): Promise<readonly StudioSample[]> {
  const readable = await Promise.all(
    samples.map(({ image }) =>
      image
        .slice(0, 1)
        .arrayBuffer()
        .then(
          () => true,
          () => false,
        ),
    ),
  );
  return samples.filter((_, index) => readable[index]);
}
