import type { ProjectChange, SampleRecord } from '../platform/project-store.ts';
import { compareSamples } from './compare-samples.ts';
import type { ProjectKeeper } from './project-keeper.ts';
import { isKeptAlike, recordProject, recordSample } from './project-records.ts';
import type { StudioContext } from './studio-context.ts';
import type { Keeping, StudioState } from './studio-state.ts';

/** What is kept of the state, for comparison. */
type Kept = Pick<StudioState, 'classes' | 'settings' | 'samples' | 'model' | 'project' | 'health'>;

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
  /** Lets the project go for other tabs; null while the project is not in the browser. */
  let lock: (() => void) | null = null;
  let lastWrite: Promise<void> = Promise.resolve();
  /** Samples that were written before they came into the state. */
  const writtenAhead = new Set<string>();

  store.subscribe((state) => {
    if (state.project.keeping.phase === 'opening' || state.project.id !== kept.project.id) return;
    const change = findChange(state);
    kept = state;
    if (change !== null) void write(change);
  });

  return {
    async keepNewSamples(classes, samples) {
      if (!isKeeping()) return;
      const record = recordProject(store.getState(), classes, ports.clock.today());
      for (const { id } of samples) writtenAhead.add(id);
      const newSamples = samples.map((sample) => ({ ...recordSample(sample), image: sample.image }));
      await write({ record, newSamples });
    },
    async dropSamples(sampleIds) {
      for (const id of sampleIds) writtenAhead.delete(id);
      await write({ deletedSampleIds: sampleIds });
    },
    async keepEmbeddings(embedded, imageHashes = new Map()) {
      if (!isKeeping() || embedded.length + imageHashes.size === 0) return;
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
    async keepCopies(copies, deletedEmbeddingKeys = []) {
      if (isKeeping()) await write({ embeddings: copies, deletedEmbeddingKeys });
    },
    async keepTraining(training) {
      if (isKeeping()) await write({ training });
    },
    async keepAll() {
      const state = store.getState();
      const { classes, samples, model } = state;
      showKeeping({ phase: 'kept' });
      const record = recordProject(state, classes, ports.clock.today());
      await write({ record, training: { model } });
      for (let first = 0; first < samples.length; first += imagesPerWrite) {
        const some = samples.slice(first, first + imagesPerWrite);
        await write({
          newSamples: some.map((sample) => ({ ...recordSample(sample), image: sample.image })),
          ...context.embeddings.listKept(some.flatMap(({ imageHash }) => imageHash ?? [])),
        });
      }
    },
    adopt(newLock) {
      lock?.();
      lock = newLock;
      kept = store.getState();
      writtenAhead.clear();
    },
    whenKept: () => lastWrite,
  };

  function isKeeping(): boolean {
    const { phase } = store.getState().project.keeping;
    return phase === 'kept' || phase === 'failed';
  }

  /** @returns null when nothing is different */
  function findChange(state: StudioState): ProjectChange | null {
    const { added, removed, changed } = compareSamples(kept.samples, state.samples, isKeptAlike);
    const changedSamples: SampleRecord[] = [
      ...added.filter(({ id }) => !writtenAhead.delete(id)),
      ...changed.map(({ after }) => after),
    ].map(recordSample);
    const deletedSampleIds = removed.map(({ id }) => id);
    const isOtherRecord =
      state.classes !== kept.classes ||
      state.settings !== kept.settings ||
      state.health.dismissed !== kept.health.dismissed ||
      state.project.name !== kept.project.name;
    const isOtherModel = state.model !== kept.model;
    if (!isOtherRecord && !isOtherModel && changedSamples.length + deletedSampleIds.length === 0) return null;
    const record = recordProject(state, state.classes, ports.clock.today());
    return {
      record,
      changedSamples,
      deletedSampleIds,
      // Whatever a run left behind on its way belongs to the model now.
      ...(isOtherModel ? { training: { model: state.model, checkpoint: null } } : {}),
    };
  }

  function write(change: ProjectChange): Promise<void> {
    if (!isKeeping()) return Promise.resolve();
    lastWrite = writeOne(store.getState().project.id, change);
    return lastWrite;
  }

  async function writeOne(projectId: string, change: ProjectChange): Promise<void> {
    const writing = ports.projects.write(projectId, change);
    if (lock === null) void begin(projectId);
    const failure = await writing;
    const { project } = store.getState();
    if (failure === null || project.id !== projectId) return;
    const isNew = project.keeping.phase !== 'failed';
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
    store.setState(({ project }) => ({ project: { ...project, keeping } }));
  }
}
