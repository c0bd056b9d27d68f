import { cleanClassName } from '../core/dataset/clean-class-name.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { readTrainingSettings } from '../core/training/read-training-settings.ts';
import { defaultTrainingSettings } from '../core/training/training-settings.ts';
import type { ProjectSummary, StoredProject } from '../platform/project-store.ts';
import { lastProjectKey } from './create-project-keeper.ts';
import { createSample } from './create-sample.ts';
import { noTimings } from './embedding-store.ts';
import { uncheckedHealth } from './finding.ts';
import { recoverModel, restoreModel } from './kept-training.ts';
import { markReadySamples } from './mark-ready-samples.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioPorts } from './studio-ports.ts';
import type { ProjectState, StudioSample, StudioState } from './studio-state.ts';

/** Opens, begins and deletes projects. One is open at any time. */
export interface ProjectSwitcher {
  /** Opens the project of the last visit, or begins a new one. Called once, before anything is edited. */
  openLastProject(): Promise<void>;
  /** @returns why the open project stays open; null when the other one is */
  openProject(projectId: string): Promise<Failure | null>;
  createProject(): Promise<Failure | null>;
  /** A blank name is refused and the old one kept. */
  renameProject(name: string): void;
  /** Deletes a project for good; where it is the open one, a new one is begun. */
  deleteProject(projectId: string): Promise<Failure | null>;
  listProjects(): Promise<readonly ProjectSummary[] | Failure>;
  /** Keeps nothing from now on until the page is closed; what is kept of the open project is deleted, the rest stays. */
  keepNothing(): Promise<void>;
  /** Keeps the open project again, or tries to. */
  keepProject(): Promise<void>;
  /** Deletes every project, and the memory of settings and measurements; begins anew. */
  forgetEverything(): Promise<Failure | null>;
  /** Takes the head of the run that was cut off as the model, or lets it go. */
  settleCutOff(choice: 'take' | 'let-go'): void;
}

/** What a project is made of, of the state. */
type ProjectPart = Pick<
  StudioState,
  | 'project'
  | 'classes'
  | 'samples'
  | 'problems'
  | 'remarks'
  | 'health'
  | 'timings'
  | 'settings'
  | 'training'
  | 'model'
  | 'cutOffModel'
  | 'prediction'
  | 'exporting'
>;

/** An empty project that is in no store yet. */
export function createEmptyProject(
  ports: Pick<StudioPorts, 'createId' | 'clock' | 'messages'>,
  keeping: ProjectState['keeping'],
): ProjectPart {
  const createdAt = ports.clock.today();
  return {
    project: { id: ports.createId(), name: ports.messages.newProject.name(createdAt), createdAt, keeping },
    classes: [],
    samples: [],
    problems: [],
    remarks: [],
    health: uncheckedHealth,
    timings: noTimings,
    settings: defaultTrainingSettings,
    training: { phase: 'idle' },
    model: null,
    cutOffModel: null,
    prediction: null,
    exporting: { phase: 'idle' },
  };
}

/** @param onOpened called when samples are there that may have to be embedded */
export function createProjectSwitcher(
  context: StudioContext,
  readStorage: () => Promise<void>,
  onOpened: () => void,
): ProjectSwitcher {
  const { ports, store, keeper, embeddings, edits } = context;
  const { announcements } = ports.messages;
  /** Where the project that was open last is remembered. */
  const memories = [ports.tabMemory, ports.preferences];
  let keepsNothing = ports.keepsNothing;

  return {
    async openLastProject() {
      void readStorage();
      if (keepsNothing) return begin();
      let failure: Failure | null = null;
      // Its own one first: another tab may have opened another project since.
      for (const projectId of new Set(memories.map((memory) => memory.read(lastProjectKey)))) {
        if (!projectId) continue;
        failure = await open(projectId);
        if (failure === null) return;
      }
      begin();
      if (failure !== null && failure.kind !== 'project-gone') context.announce(context.describe(failure));
    },

    async openProject(projectId) {
      if (isBusy()) return { kind: 'project-busy' };
      if (projectId === store.getState().project.id) return null;
      await keeper.whenKept();
      return open(projectId);
    },

    async createProject() {
      if (isBusy()) return { kind: 'project-busy' };
      await keeper.whenKept();
      begin();
      context.announce(announcements.projectBegun(store.getState().project.name));
      return null;
    },

    renameProject(newName) {
      const name = cleanClassName(newName);
      if (name === null) return;
      store.setState(({ project }) => ({ project: { ...project, name } }));
    },

    async deleteProject(projectId) {
      const { project } = store.getState();
      if (projectId === project.id) {
        if (isBusy()) return { kind: 'project-busy' };
        await keeper.whenKept();
        begin();
        return ports.projects.delete(projectId);
      }
      const letGo = await ports.lockProject(projectId);
      if (letGo === null) return { kind: 'project-open-elsewhere', name: await nameOf(projectId) };
      const failure = await ports.projects.delete(projectId);
      letGo();
      void readStorage();
      return failure;
    },

    listProjects: () => ports.projects.list(),

    async keepNothing() {
      keepsNothing = true;
      const { project } = store.getState();
      store.setState({ project: { ...project, keeping: { phase: 'off', reason: 'wanted' } } });
      await keeper.whenKept();
      await ports.projects.delete(project.id);
      context.announce(announcements.nothingKept);
      void readStorage();
    },

    async keepProject() {
      keepsNothing = false;
      await keeper.keepAll();
      if (store.getState().project.keeping.phase === 'kept') context.announce(announcements.projectKept);
      void readStorage();
    },

    async forgetEverything() {
      const failure = await ports.projects.deleteAll();
      if (failure === null) await ports.forgetMemory();
      return failure;
    },

    settleCutOff(choice) {
      const { cutOffModel, model } = store.getState();
      store.setState({ model: choice === 'take' ? cutOffModel : model, cutOffModel: null });
      if (choice === 'let-go') void keeper.keepTraining({ checkpoint: null });
    },
  };

  function isBusy(): boolean {
    const { importing, training, exporting } = store.getState();
    return importing !== null || training.phase === 'running' || exporting.phase === 'running';
  }

  function begin(): void {
    show(
      createEmptyProject(ports, keepsNothing ? { phase: 'off', reason: 'wanted' } : { phase: 'kept' }),
      null,
    );
  }

  /** @returns why it was not opened; then nothing changed */
  async function open(projectId: string): Promise<Failure | null> {
    const { project: before } = store.getState();
    const lock = await ports.lockProject(projectId);
    if (lock === null) return { kind: 'project-open-elsewhere', name: await nameOf(projectId) };
    store.setState({ project: { ...before, keeping: { phase: 'opening' } } });
    await ports.projects.sweep(projectId);
    const stored = await ports.projects.read(projectId);
    if (stored === null || isFailure(stored)) {
      lock();
      store.setState({ project: before });
      return stored ?? { kind: 'project-gone' };
    }
    embeddings.keepOnly(new Set());
    embeddings.load(stored);
    const recovered = await recoverModel(ports.engine, stored, embeddings);
    const kept = restoreModel(stored);
    show(
      {
        ...createEmptyProject(ports, { phase: 'kept' }),
        project: { ...pickProject(stored), keeping: { phase: 'kept' } },
        classes: stored.record.classes,
        samples: restoreSamples(stored),
        settings: readTrainingSettings(stored.record.settings),
        health: { ...uncheckedHealth, dismissed: new Set(stored.record.dismissedFindings) },
        model: kept ?? recovered,
        cutOffModel: kept === null ? null : recovered,
      },
      lock,
    );
    for (const memory of memories) memory.write(lastProjectKey, projectId);
    const { samples, project } = store.getState();
    context.announce(announcements.projectOpened(project.name, samples.length));
    // While the engine starts, its end sees to what is not known.
    if (store.getState().engine.phase === 'ready') onOpened();
    return null;
  }

  function show(part: ProjectPart, lock: (() => void) | null): void {
    // Without a project that is kept, the next visit begins with a new one.
    if (lock === null) {
      for (const memory of memories) if (memory.read(lastProjectKey)) memory.write(lastProjectKey, '');
    }
    store.setState({ ...part, project: { ...part.project, keeping: { phase: 'opening' } } });
    edits.clear();
    store.setState({ project: part.project });
    keeper.adopt(lock);
  }

  function restoreSamples({ samples }: StoredProject): readonly StudioSample[] {
    const restored = samples.map(({ image, ...record }): StudioSample => {
      const identity = record.imageHash === null ? null : embeddings.recognise(image, record.imageHash);
      const sample = createSample(record, { path: record.file, blob: image }, record.assignedSet);
      return { ...sample, ...record, thumbnail: identity?.thumbnail ?? null };
    });
    const { engine } = store.getState();
    return engine.phase === 'ready' ? markReadySamples(restored, embeddings, engine.baseModel) : restored;
  }

  async function nameOf(projectId: string): Promise<string> {
    const all = await ports.projects.list();
    return isFailure(all) ? '' : (all.find(({ record }) => record.id === projectId)?.record.name ?? '');
  }
}

function pickProject({ record: { id, name, createdAt } }: StoredProject): Omit<ProjectState, 'keeping'> {
  return { id, name, createdAt };
}
