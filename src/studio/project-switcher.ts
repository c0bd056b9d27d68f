import { cleanClassName } from '../core/dataset/clean-class-name.ts';
import { readInputSize, usualInputSize } from '../core/embedding/input-sizes.ts';
import { emptyCardFields, readCardFields } from '../core/export/model-card/card-fields.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { readTrainingSettings } from '../core/training/read-training-settings.ts';
import { defaultTrainingSettings } from '../core/training/training-settings.ts';
import type { ProjectSummary, StoredProject } from '../platform/project-store.ts';
import { lastProjectKey } from './create-project-keeper.ts';
import { createSample } from './create-sample.ts';
import { createClass } from './edit-classes.ts';
import { noTimings } from './embedding-store.ts';
import { uncheckedHealth } from './finding.ts';
import type { ImportSession } from './import-session.ts';
import type { InTurn } from './in-turn.ts';
import { recoverModel, restoreCutOff, restoreModel } from './kept-training.ts';
import { markReadySamples } from './mark-ready-samples.ts';
import { nothingFound } from './settings-finder-state.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioPorts } from './studio-ports.ts';
import type { Keeping, ProjectState, StudioClass, StudioSample, StudioState } from './studio-state.ts';
import { restoreRuns } from './training-runs.ts';

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
  /** Takes the head of the run that was cut off as the model, or lets it go. */
  settleCutOff(choice: 'take' | 'let-go'): void;
}

/** What a project is made of, of the state. */
type ProjectPart = Pick<
  StudioState,
  | 'project'
  | 'unopened'
  | 'classes'
  | 'samples'
  | 'problems'
  | 'remarks'
  | 'cardFields'
  | 'health'
  | 'labelCheck'
  | 'timings'
  | 'settings'
  | 'inputSize'
  | 'training'
  | 'settingsFinder'
  | 'epochAnswers'
  | 'model'
  | 'runs'
  | 'deletedRun'
  | 'cutOffModel'
  | 'prediction'
  | 'embeddingMap'
  | 'compression'
  | 'shifts'
  | 'inputSizes'
  | 'batch'
  | 'openedEvaluation'
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
    unopened: null,
    classes: [],
    samples: [],
    problems: [],
    remarks: [],
    cardFields: emptyCardFields,
    health: uncheckedHealth,
    labelCheck: { phase: 'unchecked' },
    timings: noTimings,
    settings: defaultTrainingSettings,
    inputSize: usualInputSize,
    training: { phase: 'idle' },
    settingsFinder: nothingFound,
    epochAnswers: null,
    model: null,
    runs: [],
    deletedRun: null,
    cutOffModel: null,
    prediction: null,
    compression: { phase: 'idle' },
    shifts: { phase: 'idle' },
    inputSizes: { phase: 'idle' },
    batch: { phase: 'idle' },
    openedEvaluation: { phase: 'idle' },
    embeddingMap: { drawn: null, run: null, failure: null },
    exporting: { phase: 'idle' },
  };
}

/**
 * @param inTurn runs jobs on projects one after the other
 * @param onOpened called when samples are there that may have to be embedded
 */
export function createProjectSwitcher(
  context: StudioContext,
  session: ImportSession,
  inTurn: InTurn,
  readStorage: () => Promise<void>,
  onOpened: () => void,
): ProjectSwitcher {
  const { ports, store, keeper, embeddings, edits } = context;
  const { announcements } = ports.messages;
  /** Where the project that was open last is remembered. */
  const memories = [ports.tabMemory, ports.preferences];

  return {
    openLastProject() {
      void readStorage();
      const isKept = !ports.keepsNothing;
      if (isKept) showOpening();
      return inTurn(async () => {
        let failure: Failure | null = null;
        // Its own one first: another tab may have opened another project since.
        const remembered = new Set(memories.map((memory) => memory.read(lastProjectKey)));
        for (const projectId of isKept ? remembered : []) {
          if (!projectId) continue;
          failure = await open(projectId, { phase: 'kept' });
          if (failure === null) return;
        }
        begin(isKept ? { phase: 'kept' } : { phase: 'off', reason: 'wanted' });
        if (failure === null || failure.kind === 'project-gone') return;
        store.setState({ unopened: failure });
        context.announce(context.describe(failure));
      });
    },

    openProject: (projectId) =>
      switchFrom(async (keeping) => {
        if (projectId === store.getState().project.id) return null;
        showOpening();
        await keeper.whenKept();
        const failure = await open(projectId, keeping);
        if (failure !== null) showKeeping(keeping);
        return failure;
      }),

    createProject: () =>
      switchFrom(async (keeping) => {
        showOpening();
        await keeper.whenKept();
        forgetLast();
        begin(keeping);
        context.announce(announcements.projectBegun(store.getState().project.name));
        return null;
      }),

    renameProject(newName) {
      const name = cleanClassName(newName);
      if (name === null) return;
      store.setState(({ project }) => ({ project: { ...project, name } }));
    },

    async deleteProject(projectId) {
      if (projectId === store.getState().project.id) {
        return switchFrom(async (keeping) => {
          showOpening();
          await keeper.whenKept();
          forgetLast();
          begin(keeping);
          return ports.projects.delete(projectId);
        });
      }
      return inTurn(async () => {
        const letGo = await ports.lockProject(projectId);
        if (letGo === null) return { kind: 'project-open-elsewhere', name: await nameOf(projectId) };
        const failure = await ports.projects.delete(projectId);
        letGo();
        void readStorage();
        return failure;
      });
    },

    listProjects: () => ports.projects.list(),

    settleCutOff(choice) {
      const { cutOffModel, model } = store.getState();
      store.setState({ model: choice === 'take' ? cutOffModel : model, cutOffModel: null });
    },
  };

  /**
   * Leaves the open project, unless work on it is under way.
   * @param leave gets how the next one is to be kept: as nothing, where that is the person's wish
   */
  function switchFrom(leave: (keeping: Keeping) => Promise<Failure | null>): Promise<Failure | null> {
    return inTurn(async () => {
      const { training, settingsFinder, exporting, project } = store.getState();
      const phases = [training.phase, settingsFinder.work.phase, exporting.phase];
      const isBusy = session.isActive() || phases.includes('running');
      if (isBusy) return { kind: 'project-busy' };
      return leave(project.keeping.phase === 'off' ? project.keeping : { phase: 'kept' });
    });
  }

  function showKeeping(keeping: Keeping): void {
    store.setState(({ project }) => ({ project: { ...project, keeping } }));
  }

  /** Nothing can be edited from here on until a project is shown. */
  function showOpening(): void {
    showKeeping({ phase: 'opening' });
  }

  function begin(keeping: Keeping): void {
    show(createEmptyProject(ports, keeping), null);
  }

  /** The next visit begins with a new project. */
  function forgetLast(): void {
    for (const memory of memories) if (memory.read(lastProjectKey)) memory.write(lastProjectKey, '');
  }

  /** @returns why it was not opened; then the one before is still there, not to be edited yet */
  async function open(projectId: string, keeping: Keeping): Promise<Failure | null> {
    const lock = await ports.lockProject(projectId);
    if (lock === null) return { kind: 'project-open-elsewhere', name: await nameOf(projectId) };
    let stored = await ports.projects.read(projectId);
    if (keeping.phase === 'kept' && stored !== null && !isFailure(stored) && stored.holdsUnused) {
      await ports.projects.sweep(projectId);
      stored = await ports.projects.read(projectId);
    }
    if (stored === null || isFailure(stored)) {
      lock();
      if (stored === null) return { kind: 'project-gone' };
      return { kind: 'project-unread', detail: 'detail' in stored ? stored.detail : '' };
    }
    embeddings.keepOnly(new Set());
    embeddings.load(stored);
    const recovered = await recoverModel(ports.engine, stored, embeddings);
    const model = restoreModel(stored) ?? recovered;
    const cutOffModel = model === recovered ? restoreCutOff(stored) : (recovered ?? restoreCutOff(stored));
    const samples = restoreSamples(stored);
    show(
      {
        ...createEmptyProject(ports, keeping),
        project: { ...pickProject(stored), keeping },
        classes: addMissingClasses(stored.record.classes, samples),
        samples,
        settings: readTrainingSettings(stored.record.settings),
        inputSize: readInputSize(stored.record.inputSize),
        health: { ...uncheckedHealth, dismissed: new Set(stored.record.dismissedFindings) },
        remarks: stored.record.remarks ?? [],
        cardFields: readCardFields(stored.record.cardFields),
        model,
        runs: restoreRuns(stored),
        cutOffModel,
      },
      lock,
    );
    if (recovered !== null) await keeper.keepTraining({ model, cutOff: cutOffModel, checkpoint: null });
    if (keeping.phase === 'kept') for (const memory of memories) memory.write(lastProjectKey, projectId);
    context.announce(announcements.projectOpened(stored.record.name, samples.length));
    listLost(stored.lostFiles);
    // While the engine starts, its end sees to what is not known.
    if (store.getState().engine.phase === 'ready') onOpened();
    return null;
  }

  function show(part: ProjectPart, lock: (() => void) | null): void {
    // What a model from a file is at work on belongs to the project that is left, and may never come to an end.
    ports.modelHost.interrupt();
    store.setState({ ...part, project: { ...part.project, keeping: { phase: 'opening' } } });
    edits.clear();
    store.setState({ project: part.project });
    keeper.adopt(lock);
  }

  function listLost(files: readonly string[]): void {
    if (files.length === 0) return;
    session.begin();
    session.leaveOut(files.map((file) => ({ file, failure: { kind: 'image-lost' } as const })));
    session.end();
  }

  /** A class for samples whose own is gone, as when two tabs have written at one time. */
  function addMissingClasses(
    classes: readonly StudioClass[],
    samples: readonly StudioSample[],
  ): readonly StudioClass[] {
    const all = [...classes];
    const known = new Set(classes.map(({ id }) => id));
    for (const { classId } of samples) {
      if (known.has(classId)) continue;
      known.add(classId);
      all.push(createClass(classId, ports.messages.newClass.recovered, all));
    }
    return all.length === classes.length ? classes : all;
  }

  function restoreSamples({ samples }: StoredProject): readonly StudioSample[] {
    const restored = samples.map(({ image, ...record }): StudioSample => {
      const identity = record.imageHash === null ? null : embeddings.recognise(image, record.imageHash);
      const sample = createSample(record, { path: record.file, blob: image }, record.assignedSet);
      return { ...sample, ...record, thumbnail: identity?.thumbnail ?? null };
    });
    // Two tabs may have given a place twice.
    const isInOrder = restored.every(({ order }, index) => order > (restored[index - 1]?.order ?? -1));
    const placed = isInOrder ? restored : restored.map((sample, order) => ({ ...sample, order }));
    const { engine } = store.getState();
    return engine.phase === 'ready' ? markReadySamples(placed, embeddings, engine.baseModel) : placed;
  }

  async function nameOf(projectId: string): Promise<string> {
    const all = await ports.projects.list();
    return isFailure(all) ? '' : (all.find(({ record }) => record.id === projectId)?.record.name ?? '');
  }
}

function pickProject({ record: { id, name, createdAt } }: StoredProject): Omit<ProjectState, 'keeping'> {
  return { id, name, createdAt };
}
