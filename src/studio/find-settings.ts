import type { Sample } from '../core/dataset/dataset.ts';
import { dealFolds } from '../core/dataset/deal-folds.ts';
import { splitSamples } from '../core/dataset/split-samples.ts';
import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import { evaluate } from '../core/evaluation/evaluate.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { createRandom, deriveSeed } from '../core/shared/random.ts';
import { drawSettings } from '../core/training/draw-settings.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { TrainingRequest, TrainingStep } from '../core/training/training-types.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { ReadyEngine } from './engine-access.ts';
import { groupSamples, type NearDuplicateFinder } from './find-near-duplicates.ts';
import { planTraining, requestTraining, type TrainingPlan } from './plan-training.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { SettingsFinderState, SettingTrial } from './settings-finder-state.ts';
import type { StudioContext } from './studio-context.ts';

type Ending = 'finished' | 'stopped' | Failure;

/** The jobs of the settings finder. Each shows what it finds as it comes; copies of images take no part. */
export interface SettingsJobs {
  testLearningRates(): Promise<Ending>;
  crossValidate(foldCount: number): Promise<Ending>;
  searchSettings(budgetSeconds: number): Promise<Ending>;
}

/** What a job works with. */
interface Material {
  readonly plan: TrainingPlan;
  /** Training rows, then validation rows. */
  readonly request: TrainingRequest;
  readonly groups: readonly (readonly string[])[];
  readonly client: EngineClient;
}

const noCopies = { embeddings: [], classIndexes: [], sampleRows: [] };

/** @param show takes what is new into the state */
export function createSettingsJobs(
  context: StudioContext,
  embedder: WaitingSamplesEmbedder,
  finder: NearDuplicateFinder,
  show: (part: Partial<SettingsFinderState>) => void,
): SettingsJobs {
  const { ports, store } = context;

  return {
    testLearningRates: () =>
      withMaterial(async ({ request, client }, answer) => {
        const test = await client.findLearningRate(request, async (doneFraction) => {
          showProgress(doneFraction);
          return answer();
        });
        if (test === null) return 'stopped';
        if (isFailure(test)) return test;
        const { settingsFinder } = await ports.messages.loadLate();
        show({ rateTest: test });
        context.announce(settingsFinder.rateTestDone(test.suggested));
        return 'finished';
      }),

    crossValidate: (foldCount) =>
      withMaterial(async (material, answer) => {
        const { plan, request, groups, client } = material;
        const samples = poolSamples(plan);
        const folds = dealFolds(samples, groups, foldCount, plan.settings.seed);
        const neverHeldOutCount = folds.filter((fold) => fold === -1).length;
        if (neverHeldOutCount === folds.length) return { kind: 'no-folds' };
        const about = { settings: plan.settings, foldCount, neverHeldOutCount };
        const done: { accuracy: number; imageCount: number }[] = [];
        show({ crossValidation: null });
        for (let fold = 0; fold < foldCount; fold++) {
          const heldOut = rowsWhere(folds, (each) => each === fold);
          if (heldOut.length === 0) continue;
          const learned = rowsWhere(folds, (each) => each !== fold);
          const { split } = splitSamples(
            Array.from(learned, (row) => samples[row] as Sample),
            plan.settings,
            groups,
          );
          const outcome = await client.trainHead(
            {
              ...request,
              trainingRows: Int32Array.from(split.training, Number),
              validationRows: Int32Array.from(split.validation, Number),
            },
            async (step) => {
              showProgress((fold + doneOf(step, plan.settings)) / foldCount);
              return answer();
            },
          );
          if (answer() === 'stop') return 'stopped';
          if (isFailure(outcome)) return outcome;
          done.push({ ...(await judge(client, outcome.head, request, heldOut)), imageCount: heldOut.length });
          show({ crossValidation: { ...about, folds: [...done] } });
        }
        const { settingsFinder } = await ports.messages.loadLate();
        context.announce(settingsFinder.crossValidated(done.map(({ accuracy }) => accuracy)));
        return 'finished';
      }),

    searchSettings: (budgetSeconds) =>
      withMaterial(async ({ plan, request, client }, answer) => {
        const validationCount = request.validationRows.length;
        if (validationCount === 0) return { kind: 'search-needs-validation' };
        const startMs = ports.clock.now();
        const spent = () => (ports.clock.now() - startMs) / (1000 * budgetSeconds);
        const random = createRandom(deriveSeed(plan.settings.seed, 'search'));
        const trials: SettingTrial[] = [];
        let settings = plan.settings;
        show({ search: null });
        while (trials.length < mostTrials && (trials.length === 0 || spent() < 1)) {
          let cutShort = false;
          const outcome = await client.trainHead(
            { ...request, settings: { ...settings, refit: false } },
            async () => {
              showProgress(Math.min(1, spent()));
              // What it began with is tried to the end, so that there is something to compare with.
              cutShort = trials.length > 0 && spent() >= 1;
              return cutShort ? 'stop' : answer();
            },
          );
          if (answer() === 'stop') return 'stopped';
          if (cutShort) break;
          // Numbers that ran away in one trial say nothing of the others.
          if (isFailure(outcome) && (outcome.kind !== 'loss-not-finite' || trials.length === 0))
            return outcome;
          if (!isFailure(outcome)) {
            const best = outcome.history[outcome.bestEpoch - 1];
            trials.push({
              settings,
              validationAccuracy: best?.validationAccuracy ?? 0,
              validationLoss: best?.validationLoss ?? Number.POSITIVE_INFINITY,
              bestEpoch: outcome.bestEpoch,
              durationMs: outcome.durationMs,
            });
            show({
              search: { trials: [...trials], bestIndex: findBest(trials), budgetSeconds, validationCount },
            });
          }
          settings = drawSettings(plan.settings, random);
        }
        const { settingsFinder } = await ports.messages.loadLate();
        context.announce(settingsFinder.searched(trials.length, findBest(trials) === 0));
        return 'finished';
      }),
  };

  /** Waits for images and engine, splits the images, and works on them. */
  async function withMaterial(
    work: (material: Material, answer: () => 'continue' | 'stop') => Promise<Ending>,
  ): Promise<Ending> {
    const unready = await embedder.embedWaitingSamples();
    if (isFailure(unready)) return unready;
    let interrupted = false;
    const answer = () => (interrupted || isStopping() ? 'stop' : 'continue');
    return context.engine.ask(
      async (client, ready) => {
        const material = await gatherMaterial(client, ready, answer);
        if (material === null) return 'stopped';
        return isFailure(material) ? material : work(material, answer);
      },
      () => {
        interrupted = true;
      },
    );
  }

  /** @returns null when it was stopped, or when images came in meanwhile */
  async function gatherMaterial(
    client: EngineClient,
    { baseModel }: ReadyEngine,
    answer: () => 'continue' | 'stop',
  ): Promise<Material | Failure | null> {
    const { classes, samples } = store.getState();
    const active = selectActiveSamples(classes, samples);
    const nearDuplicates = await finder.find(active, client, baseModel, answer);
    if (nearDuplicates === null || isFailure(nearDuplicates)) return nearDuplicates;
    const plan = planTraining(store.getState(), context.embeddings, baseModel, nearDuplicates);
    if (plan === null || isFailure(plan)) return plan;
    const groups = groupSamples(active, nearDuplicates);
    if (groups === null) return null;
    // Rows stand for samples from here on.
    const rowOf = new Map(listSamples(plan).map(({ id }, row) => [id, String(row)]));
    return {
      plan,
      request: requestTraining(plan, noCopies, baseModel),
      groups: groups.map((group) => group.flatMap((id) => rowOf.get(id) ?? [])),
      client,
    };
  }

  function isStopping(): boolean {
    const { work } = store.getState().settingsFinder;
    return work.phase === 'running' && work.stopping;
  }

  function showProgress(doneFraction: number): void {
    const { work } = store.getState().settingsFinder;
    if (work.phase === 'running') show({ work: { ...work, doneFraction } });
  }
}

/** A search ends after so many, however small the images are. */
const mostTrials = 200;

/** The highest accuracy on validation; of equal ones the lowest loss; of equal ones the first. */
function findBest(trials: readonly SettingTrial[]): number {
  let best = 0;
  trials.forEach((trial, index) => {
    const { validationAccuracy, validationLoss } = trials[best] as SettingTrial;
    const isBetter =
      trial.validationAccuracy > validationAccuracy ||
      (trial.validationAccuracy === validationAccuracy && trial.validationLoss < validationLoss);
    if (isBetter) best = index;
  });
  return best;
}

function listSamples({ training, validation }: TrainingPlan) {
  return [...training.samples, ...validation.samples];
}

/** Training and validation samples as rows of the request, free of their sets. */
function poolSamples(plan: TrainingPlan): readonly Sample[] {
  return listSamples(plan).map(({ classId, file, burstId }, row) => ({
    id: String(row),
    classId,
    file,
    burstId,
    assignedSet: null,
  }));
}

function rowsWhere(folds: Int32Array, isWanted: (fold: number) => boolean): readonly number[] {
  return [...folds.keys()].filter((row) => isWanted(folds[row] as number));
}

/** How much of a training is done, 0 to 1: the refit takes about as long as the fit. */
function doneOf(step: TrainingStep, { refit }: TrainingSettings): number {
  if (step.phase === 'refit') return 0.5 + (0.5 * step.epoch) / step.epochCount;
  return (step.record.epoch / step.epochCount) * (refit ? 0.5 : 1);
}

/** How a head does on some rows of a request. */
async function judge(
  client: EngineClient,
  head: Parameters<EngineClient['predictTable']>[0],
  { embeddings, classIndexes, classCount }: TrainingRequest,
  rows: readonly number[],
): Promise<{ readonly accuracy: number }> {
  const { embeddingSize, values } = embeddings;
  const table = stackEmbeddings(
    rows.map((row) => values.subarray(row * embeddingSize, (row + 1) * embeddingSize)),
    embeddingSize,
  );
  const trueClasses = rows.map((row) => classIndexes[row] as number);
  return evaluate(await client.predictTable(head, table), trueClasses, classCount);
}
