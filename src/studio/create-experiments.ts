import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApproachName } from '../core/experiments/approach.ts';
import { type LearnerName, type LearningRun, listLearningSizes } from '../core/experiments/learning-curve.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { EngineClient, Picture } from '../engine/engine-api.ts';
import {
  basisOfModel,
  type ExperimentBasis,
  type ExperimentMaterial,
  findExperimentObstacle,
  gatherMaterial,
  isTooLargeForScratch,
} from './experiment-basis.ts';
import type {
  Comparison,
  ExperimentKind,
  ExperimentsState,
  HeadResult,
  LearningCurve,
  RunningExperiment,
} from './experiments-state.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';
import { waitUntil } from './wait-until.ts';

/** What a person can do to compare and to explore. Loaded when it is first asked for. */
export interface Experiments {
  readonly store: StoreApi<ExperimentsState>;
  /** Tries every approach that has not been tried on these images yet; results come one by one. */
  compareApproaches(): Promise<void>;
  /** Makes every run of the curve that is missing. @param learners which of them are wanted */
  drawLearningCurve(learners: readonly LearnerName[]): Promise<void>;
  /** Takes one class away, and shows what a head forgets and keeps when it comes later. What is known is not done again. */
  growHead(newClassId: string): Promise<void>;
  /** Ends what is under way; what is done is kept. */
  stop(): void;
}

/** What an experiment works with. */
interface ExperimentRun {
  readonly client: EngineClient;
  readonly model: TrainedModel;
  readonly basis: ExperimentBasis;
  readonly material: ExperimentMaterial;
  /** Shows how far it is. @returns the answer to the engine, once nothing more important is under way */
  report(doneFraction: number, approach?: ApproachName | null): Promise<'continue' | 'stop'>;
}

/** In the order in which they are tried: the quick ones first. */
const triedApproaches: readonly ApproachName[] = [
  'majority',
  'centroids',
  'neighbours',
  'linear',
  'imagenet',
  'scratch',
];

/** Repeats of each point of a learning curve. A network from scratch takes so much longer that it gets fewer. */
const seedCounts: Readonly<Record<LearnerName, number>> = { head: 5, neighbours: 5, scratch: 3 };

/** Progress is shown so often, in milliseconds. */
const showPauseMs = 200;

const nothingYet: ExperimentsState = {
  running: null,
  comparison: null,
  learningCurve: null,
  growth: null,
  failures: {},
};

export function createExperiments(context: StudioContext): Experiments {
  const { ports, embeddings } = context;
  const studio = context.store;
  const store = createStore<ExperimentsState>(() => nothingYet);

  studio.subscribe((state, before) => {
    if (state.project.id !== before.project.id) {
      change({ stopping: true });
      store.setState({ comparison: null, learningCurve: null, growth: null, failures: {} });
    }
    const { comparison } = store.getState();
    if (state.model === before.model || state.model === null || comparison === null) return;
    // Another head on the same images stands beside the same approaches.
    if (basisOfModel(state.model)?.key === comparison.basis.key) {
      const head = describeHead(state.model, comparison.basis);
      if (head !== null) store.setState({ comparison: { ...comparison, head } });
    }
  });

  return {
    store,
    compareApproaches: () => run('comparison', compare),
    drawLearningCurve: (learners) => run('learning-curve', (experiment) => drawCurve(experiment, learners)),
    growHead: (newClassId) => run('growth', (experiment) => grow(experiment, newClassId)),
    stop: () => change({ stopping: true }),
  };

  async function run(
    kind: ExperimentKind,
    work: (experiment: ExperimentRun) => Promise<Failure | null>,
  ): Promise<void> {
    if (store.getState().running !== null || findExperimentObstacle(studio.getState()) !== null) return;
    const { experiments: words } = await ports.messages.loadLate();
    const running: RunningExperiment = {
      kind,
      approach: null,
      doneFraction: 0,
      elapsedMs: 0,
      stopping: false,
      waiting: false,
    };
    const { [kind]: _, ...failures } = store.getState().failures;
    store.setState({ running, failures });
    context.announce(words.announcements.begun[kind]);
    const failure = await context.engine.ask(
      async (client) => {
        const state = studio.getState();
        const basis = state.model && basisOfModel(state.model);
        const material = state.model && basis && gatherMaterial(basis, state, state.model, embeddings);
        if (state.model === null || basis === null || material === null) return null;
        return work({ client, model: state.model, basis, material, ...createReport() });
      },
      () => change({ stopping: true }),
    );
    const stopped = isStopped();
    store.setState(({ failures: others }) => ({
      running: null,
      failures: failure === null ? others : { ...others, [kind]: failure },
    }));
    context.announce(
      failure !== null ? context.describe(failure) : words.announcements[stopped ? 'stopped' : 'ended'][kind],
    );
  }

  function createReport(): Pick<ExperimentRun, 'report'> {
    let workedMs = 0;
    let lastMs = ports.clock.now();
    let shownMs = Number.NEGATIVE_INFINITY;
    return {
      async report(doneFraction, approach = null) {
        const nowMs = ports.clock.now();
        workedMs += nowMs - lastMs;
        lastMs = nowMs;
        // Steps can be a few milliseconds apart: the page has better things to do than to draw each.
        if (workedMs - shownMs >= showPauseMs || store.getState().running?.approach !== approach) {
          shownMs = workedMs;
          change({ doneFraction, approach, elapsedMs: workedMs });
        }
        if (isTraining() && !isStopped()) {
          change({ waiting: true });
          const untilStop = waitUntil(store, ({ running }) => running?.stopping !== false);
          await Promise.race([waitUntil(studio, () => !isTraining()), untilStop]);
          change({ waiting: false });
          lastMs = ports.clock.now();
        }
        return isStopped() ? 'stop' : 'continue';
      },
    };
  }

  function isStopped(): boolean {
    return store.getState().running?.stopping !== false;
  }

  function isTraining(): boolean {
    return studio.getState().training.phase === 'running';
  }

  async function compare({ client, model, basis, material, report }: ExperimentRun): Promise<Failure | null> {
    const head = describeHead(model, basis);
    // Its figures could not be measured after training, which the panel above says.
    if (head === null) return null;
    const before = store.getState().comparison;
    const known = before?.basis.key === basis.key ? before.results : {};
    const leftOut: Partial<Record<ApproachName, 'foreign-base' | 'too-many-images'>> = {};
    if (studio.getState().wantedBaseModel.kind !== 'built-in') leftOut.imagenet = 'foreign-base';
    if (isTooLargeForScratch(basis)) leftOut.scratch = 'too-many-images';
    let comparison: Comparison = { basis, head, results: keepSuccesses(known), leftOut };
    store.setState({ comparison });
    const missing = triedApproaches.filter(
      (name) =>
        leftOut[name] === undefined &&
        comparison.results[name] === undefined &&
        !(name === 'linear' && head.isLinear),
    );
    for (const [index, approach] of missing.entries()) {
      const share = (done: number) =>
        report(approach === 'scratch' ? done : (index + done) / missing.length, approach);
      if ((await share(0)) === 'stop') return null;
      const result = await client.tryApproach(
        { approach, data: material.data, seed: model.settings.seed },
        approach === 'scratch' ? listPictures(material.samples) : null,
        share,
      );
      if (result === null) return null;
      // The worker is gone: so are the others.
      if (isFailure(result) && result.kind === 'engine-crashed') return result;
      // Another project may be open by now.
      if (store.getState().comparison === null) return null;
      comparison = {
        ...comparison,
        head: store.getState().comparison?.head ?? head,
        results: { ...comparison.results, [approach]: result },
      };
      store.setState({ comparison });
    }
    return null;
  }

  async function drawCurve(
    { client, model, basis, material, report }: ExperimentRun,
    wanted: readonly LearnerName[],
  ): Promise<Failure | null> {
    const learners = wanted.filter((learner) => learner !== 'scratch' || !isTooLargeForScratch(basis));
    const settingsKey = keyOfSettings(model);
    const before = store.getState().learningCurve;
    const isSame = before?.basis.key === basis.key;
    const kept = isSame
      ? before.results.filter(({ learner }) => learner !== 'head' || before.settingsKey === settingsKey)
      : [];
    const { data } = material;
    const perClass = new Array<number>(data.classCount).fill(0);
    for (const row of data.trainingRows) {
      const classIndex = data.classIndexes[row] as number;
      perClass[classIndex] = (perClass[classIndex] ?? 0) + 1;
    }
    const meanPerClass = data.trainingRows.length / data.classCount;
    const curve: LearningCurve = { basis, settingsKey, results: kept, meanPerClass };
    store.setState({ learningCurve: curve });
    const runs = planRuns(learners, listLearningSizes(Math.max(...perClass))).filter(
      (run) => !kept.some((done) => isSameRun(done, run)),
    );
    if (runs.length === 0) return null;
    const pictures = learners.includes('scratch') ? listPictures(material.samples) : null;
    return client.drawLearningCurve(
      { data, runs, settings: model.settings },
      pictures,
      async ({ doneFraction, results }) => {
        if (results.length > 0) {
          store.setState(({ learningCurve }) => ({
            learningCurve: learningCurve && {
              ...learningCurve,
              results: [...learningCurve.results, ...results],
            },
          }));
        }
        return report(doneFraction);
      },
    );
  }

  async function grow(
    { client, model, basis, material, report }: ExperimentRun,
    newClassId: string,
  ): Promise<Failure | null> {
    const settingsKey = keyOfSettings(model);
    const newClassIndex = basis.classIds.indexOf(newClassId);
    const before = store.getState().growth;
    const isKnown =
      before?.basis.key === basis.key &&
      before.settingsKey === settingsKey &&
      before.newClassId === newClassId;
    if (newClassIndex === -1 || (isKnown && before.complete)) return null;
    store.setState({ growth: { basis, settingsKey, newClassId, points: [], complete: false } });
    const request = { data: material.data, newClassIndex, settings: model.settings };
    return client.tryGrowth(request, async ({ doneFraction, points }) => {
      store.setState(({ growth }) => ({
        growth: growth && { ...growth, points: [...growth.points, ...points], complete: doneFraction === 1 },
      }));
      return report(doneFraction);
    });
  }

  function change(part: Partial<RunningExperiment>): void {
    const { running } = store.getState();
    if (running !== null) store.setState({ running: { ...running, ...part } });
  }
}

/** The trained head's own figures on the judged set; null where they were not measured. */
function describeHead(
  { evaluation, head, settings, tunedLayers, durationMs }: TrainedModel,
  { judgedSet }: ExperimentBasis,
): HeadResult | null {
  const judged = evaluation[judgedSet];
  if (judged === null || isFailure(judged)) return null;
  return {
    predictedClassIndexes: judged.evaluation.predictedClassIndexes,
    trainedParameterCount: [...head.layers, ...(tunedLayers ?? [])].reduce(
      (sum, { kernel, bias }) => sum + kernel.length + bias.length,
      0,
    ),
    tunedBlockCount: (tunedLayers?.length ?? 0) / 2,
    isLinear: settings.hiddenUnits === 0 && tunedLayers === null,
    durationMs,
  };
}

const noBlocks = { tunedBlockCount: 0, tuningEpochs: 0, tuningLearningRate: 0 };

/** What heads of the learning curve, and growing ones, depend on of the settings. */
function keyOfSettings({ settings }: TrainedModel): string {
  return JSON.stringify({ ...settings, seed: 0, refit: false, copiesPerImage: 0, ...noBlocks });
}

/** What failed is tried again. */
function keepSuccesses(results: Comparison['results']): Comparison['results'] {
  return Object.fromEntries(
    Object.entries(results).filter(([, result]) => result !== undefined && !isFailure(result)),
  );
}

function listPictures(samples: readonly StudioSample[]): readonly Picture[] {
  return samples.map(({ imageHash, thumbnail, image }) => ({
    imageHash: imageHash ?? '',
    image: thumbnail ?? image,
  }));
}

/** Seed by seed, so that the whole curve is there early and gets surer. */
function planRuns(
  learners: readonly LearnerName[],
  sizes: readonly (number | null)[],
): readonly LearningRun[] {
  return learners.flatMap((learner) =>
    Array.from({ length: seedCounts[learner] }, (_, index) => index + 1).flatMap((seed) =>
      sizes.map((perClass) => ({ learner, perClass, seed })),
    ),
  );
}

function isSameRun(a: LearningRun, b: LearningRun): boolean {
  return a.learner === b.learner && a.perClass === b.perClass && a.seed === b.seed;
}
