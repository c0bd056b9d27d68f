import type { Answer } from '../core/shared/answer.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { findSettingProblem } from '../core/training/training-settings.ts';
import type { TrainingRequest, TrainingStep } from '../core/training/training-types.ts';
import type { BaseModelInfo, EngineClient, ImageTuningStep } from '../engine/engine-api.ts';
import { chooseRunSettings } from './choose-run-settings.ts';
import { countWaiting } from './count-waiting.ts';
import { describeRun } from './describe-run.ts';
import { embedCopies } from './embed-copies.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import { answerOrFailure, type ReadyEngine } from './engine-access.ts';
import type { NearDuplicateFinder, NearDuplicates } from './find-near-duplicates.ts';
import type { ImportSession } from './import-session.ts';
import { judgeHeads } from './judge-heads.ts';
import { judgeUnseen, planUnseen } from './judge-unseen.ts';
import { createEpochKeeper } from './keep-epochs.ts';
import { judgeCheckpoint, type TrainingCheckpoint, type TrainingFacts } from './kept-training.ts';
import { planCopies, planTraining, requestTraining, type TrainingPlan } from './plan-training.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import { createTrainingShow } from './show-training.ts';
import type { StudioContext } from './studio-context.ts';
import type { TrainingOn } from './train-on.ts';
import type { EvaluationOutcome, TrainedModel } from './trained-model.ts';
import { addRun } from './training-runs.ts';
import type { FittedModel } from './tune-blocks.ts';
import { isEngineSettled, waitUntil } from './wait-until.ts';

/** Whether training begins with a new head, or goes on from the trained one. */
export type TrainingWay = 'anew' | 'on';

/** Trains a head on the images as they are once the last one is ready. */
export interface Trainer {
  train(way?: TrainingWay): Promise<void>;
  stopTraining(): void;
}

/** A run that gave a head, with what it was made on. */
interface FinishedRun extends FittedModel {
  readonly plan: TrainingPlan;
  readonly ready: ReadyEngine;
  readonly facts: TrainingFacts;
  readonly headEpochCount: number | null;
  /** What it went on from; null for a new head. */
  readonly trainingOn: TrainingOn | null;
}

/** Why a run was called off before its first epoch, as a sentence. */
interface CalledOff {
  readonly calledOff: string;
}

/** @param onTrained called when there is a new model; `train` waits for it */
export function createTrainer(
  context: StudioContext,
  session: ImportSession,
  embedder: WaitingSamplesEmbedder,
  finder: NearDuplicateFinder,
  onTrained: () => Promise<void>,
): Trainer {
  const { ports, store } = context;
  const { announcements } = ports.messages;
  const { change, show, showKept, showCalibration } = createTrainingShow(context);

  return {
    async train(way = 'anew') {
      const { training, settingsFinder, settings } = store.getState();
      if (training.phase === 'running' || settingsFinder.work.phase === 'running') return;
      const problem = findSettingProblem(settings);
      if (problem !== null) return fail(problem);
      const { epochs: epochCount } = settings;
      const start = {
        stage: 'preparing',
        copying: null,
        reading: null,
        epochCount,
        tuningEpochs: 0,
        headEpochCount: null,
        epochFraction: 0,
        refitEpoch: 0,
      } as const;
      store.setState({ training: { phase: 'running', ...start, history: [], stopping: false } });
      const ending = await run(way);
      if (isFailure(ending)) {
        fail(ending);
      } else if ('calledOff' in ending) {
        store.setState({ training: { phase: 'idle' } });
        context.announce(ending.calledOff);
      } else {
        await keep(ending);
      }
    },
    stopTraining: () => change({ stopping: true }),
  };

  async function run(way: TrainingWay): Promise<FinishedRun | Failure | CalledOff> {
    for (;;) {
      const unready = await Promise.race([prepareImages(), whenStopping()]);
      if (isStopping()) return { calledOff: announcements.trainingCalledOff };
      if (unready === 'stopped')
        return { calledOff: announcements.trainingWaitsForImages(countWaiting(store.getState().samples)) };
      if (isFailure(unready)) return unready;
      let interrupted = false;
      const finished = await context.engine.ask(
        (client, ready) => fitHead(client, ready, way, () => interrupted),
        () => {
          interrupted = true;
        },
      );
      if (finished !== null) return finished;
    }
  }

  /** Waits for imports that are being read, for their images, and for the engine. */
  async function prepareImages(): Promise<Failure | 'stopped' | null> {
    const waitingCount = countWaiting(store.getState().samples);
    if (waitingCount > 0) context.announce(announcements.trainingPreparing(waitingCount));
    await session.whenRead();
    if (isStopping()) return 'stopped';
    const unready = await embedder.embedWaitingSamples();
    await waitUntil(store, isEngineSettled);
    return unready;
  }

  /** @returns null when images came in, or the base model changed, since all were ready */
  async function fitHead(
    client: EngineClient,
    ready: ReadyEngine,
    way: TrainingWay,
    isInterrupted: () => boolean,
  ): Promise<FinishedRun | Failure | null> {
    const nearDuplicates = await compareImages(client, ready, isInterrupted);
    if (nearDuplicates === null || isFailure(nearDuplicates)) return nearDuplicates;
    const trainingOn = way === 'on' ? await goOn() : null;
    if (trainingOn !== null && isFailure(trainingOn)) return trainingOn;
    const planned = planTraining(
      store.getState(),
      context.embeddings,
      ready.baseModel,
      nearDuplicates,
      trainingOn?.from.split,
    );
    if (planned === null || isFailure(planned)) return planned;
    const plan = { ...planned, settings: chooseRunSettings(planned.settings, ready) };
    const problem = await copyImages(plan, client, ready, isInterrupted);
    if (problem !== null) return problem;
    if (isInterrupted() || isStopping()) return null;
    const { settings } = plan;
    const tunes = settings.tunedBlockCount > 0;
    const tuningEpochs = tunes ? settings.tuningEpochs : 0;
    change({ stage: tunes ? 'reading' : 'fit', epochCount: settings.epochs + tuningEpochs, tuningEpochs });
    const facts = describeRun(plan, ready, store.getState().timings);
    const answer = (): Answer => (isInterrupted() || isStopping() ? 'stop' : 'continue');
    let ended = false;
    const epochs = createEpochKeeper(context.keeper, facts, ({ history }) => showKept(history));
    const onStep = async (step: ImageTuningStep): Promise<Answer> => {
      // A worker that is given up may still have something to say.
      if (ended) return 'stop';
      await show(step, plan, epochs);
      return answer();
    };
    const fitted = await answerOrFailure(() =>
      tunes
        ? trainWithBlocks(plan, client, ready, onStep)
        : trainAlone(plan, client, ready, trainingOn, onStep, answer),
    );
    ended = true;
    const checkpoint = await epochs.end();
    if (fitted !== null && !isFailure(fitted)) {
      const headEpochCount = tunes ? (checkpoint?.history.length ?? null) : null;
      return { ...fitted, plan, ready, facts, headEpochCount, trainingOn };
    }
    if (checkpoint !== null) await keepCutOff(plan, checkpoint);
    return fitted;
  }

  /** Trains the head alone. */
  async function trainAlone(
    plan: TrainingPlan,
    client: EngineClient,
    { baseModel }: ReadyEngine,
    trainingOn: TrainingOn | null,
    onStep: (step: TrainingStep) => Promise<Answer>,
    answer: () => Answer,
  ): Promise<FittedModel | Failure> {
    const { request, sampleRows } = requestAlone(plan, baseModel, trainingOn);
    const basis = planUnseen(plan, request, sampleRows);
    announceStart(plan, request.trainingRows.length - plan.training.samples.length);
    const result = await client.trainHead(request, onStep);
    if (isFailure(result)) return result;
    const unseen =
      basis &&
      (await judgeUnseen(client, basis, result, async (done) => {
        showCalibration(done);
        return answer();
      }));
    return { result: { ...result, tunedLayers: null }, sets: plan, unseen };
  }

  /** What the head alone is trained on. The copies' own numbers may go with this call: there can be several times as many as images. */
  function requestAlone(plan: TrainingPlan, baseModel: BaseModelInfo, trainingOn: TrainingOn | null) {
    const copies = planCopies(plan, context.embeddings, baseModel);
    const request: TrainingRequest = {
      ...requestTraining(plan, copies, baseModel),
      ...(trainingOn === null ? {} : { initialHead: trainingOn.growHead(plan) }),
    };
    return { request, sampleRows: copies.sampleRows };
  }

  /** Trains the head, and then the last blocks of the base model with it. */
  async function trainWithBlocks(
    plan: TrainingPlan,
    client: EngineClient,
    ready: ReadyEngine,
    onStep: (step: ImageTuningStep) => Promise<Answer>,
  ): Promise<FittedModel | Failure | null> {
    const part = await loadPart(() => import('./tune-blocks.ts'));
    if (isFailure(part)) return part;
    announceStart(plan, 0);
    return part.tuneBlocks(plan, client, ready, onStep);
  }

  function announceStart({ settings, training, validation }: TrainingPlan, copyCount: number): void {
    context.announce(
      announcements.trainingStarted({
        epochs: settings.epochs,
        training: training.samples.length,
        validation: validation.samples.length,
        copies: copyCount,
      }),
    );
  }

  async function goOn(): Promise<TrainingOn | Failure> {
    const part = await loadPart(() => import('./train-on.ts'));
    return isFailure(part) ? part : part.trainOn(store.getState());
  }

  /** Looks for near duplicates, which the split must keep together. @returns null when it was stopped, or was too early */
  function compareImages(
    client: EngineClient,
    { baseModel }: ReadyEngine,
    isInterrupted: () => boolean,
  ): Promise<NearDuplicates | Failure | null> {
    const { classes, samples } = store.getState();
    return finder.find(selectActiveSamples(classes, samples), client, baseModel, () =>
      isInterrupted() || isStopping() ? 'stop' : 'continue',
    );
  }

  /** Embeds the copies of training images that the settings ask for. */
  async function copyImages(
    plan: TrainingPlan,
    client: EngineClient,
    { baseModel }: ReadyEngine,
    isInterrupted: () => boolean,
  ): Promise<Failure | null> {
    const { training, settings } = plan;
    const problem = await embedCopies(
      context,
      training.samples,
      settings,
      client,
      baseModel,
      (done, total) => {
        if (done === 0) context.announce(announcements.copiesEmbedding(total));
        change({ copying: { doneCount: done, totalCount: total } });
        return isInterrupted() || isStopping() ? 'stop' : 'continue';
      },
    );
    change({ copying: null });
    return problem;
  }

  /** The engine ended in the middle of a run: the epochs that were finished are not lost. */
  async function keepCutOff(plan: TrainingPlan, checkpoint: TrainingCheckpoint): Promise<void> {
    const cutOff = await judgeCheckpoint(ports.engine, checkpoint, plan.validation, plan.test);
    store.setState(({ model }) => (model === null ? { model: cutOff } : { cutOffModel: cutOff }));
  }

  /** Calibrates and judges the new head, and makes it the model. */
  async function keep(finished: FinishedRun): Promise<void> {
    const { plan, ready, facts, result, headEpochCount, sets, unseen, trainingOn } = finished;
    const { baseModel } = ready;
    const judged = await judgeHeads(ports.engine, result, baseModel, sets, unseen);
    const trainedOn = (await trainingOn?.compare(ports.engine, plan, judged.evaluation)) ?? null;
    const added = addRun(
      store.getState(),
      { ...facts, ...result, headEpochCount, ...judged, ...(trainedOn === null ? {} : { trainedOn }) },
      { id: ports.createId(), createdAt: ports.clock.today(), name: ports.messages.newRun.name },
    );
    const { model } = added;
    await context.keeper.keepTraining({ model, checkpoint: null });
    const { epochAnswers } = store.getState();
    store.setState({
      ...added,
      training: { phase: 'idle' },
      epochAnswers: epochAnswers && { ...epochAnswers, runId: model.runId ?? null },
    });
    const problem = [judged.evaluation.validation, judged.evaluation.test].find(isFailure);
    const sentence = describeEnding(model);
    context.announce(problem === undefined ? sentence : `${sentence} ${context.describe(problem)}`);
    await onTrained();
  }

  function describeEnding({ ending, history, evaluation }: TrainedModel): string {
    const says = {
      finished: announcements.trainingFinished,
      early: announcements.trainingFinished,
      stopped: announcements.trainingStopped,
      'loss-not-finite': announcements.trainingNotFinite,
      'cut-off': announcements.trainingStopped,
    };
    return says[ending]({
      epochs: history.length,
      validationAccuracy: accuracyOf(evaluation.validation),
      testAccuracy: accuracyOf(evaluation.test),
    });
  }

  function fail(failure: Failure): void {
    store.setState({ training: { phase: 'failed', failure } });
    context.announce(context.describe(failure));
  }

  function isStopping(): boolean {
    const { training } = store.getState();
    return training.phase === 'running' && training.stopping;
  }

  function whenStopping(): Promise<'stopped'> {
    return waitUntil(store, ({ training }) => training.phase !== 'running' || training.stopping).then(
      () => 'stopped',
    );
  }
}

function accuracyOf(outcome: EvaluationOutcome): number | 'not-measured' | null {
  if (outcome === null) return null;
  return isFailure(outcome) ? 'not-measured' : outcome.evaluation.accuracy;
}
