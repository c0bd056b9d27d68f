import { type InputSize, readInputSize } from '../core/embedding/input-sizes.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type {
  BackendName,
  BackendReport,
  BaseModelSource,
  StartRequest,
  StartResult,
  StartStep,
} from '../engine/engine-api.ts';
import type { Preferences } from '../platform/preferences.ts';
import { baseModelKey, noTimings } from './embedding-store.ts';
import { answerOrFailure } from './engine-access.ts';
import { markReadySamples } from './mark-ready-samples.ts';
import { forgetReports, isBackendName, recallReports, rememberReports } from './remember-reports.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioState } from './studio-state.ts';
import { isEngineSettled } from './wait-until.ts';

/** After this many crashes within a minute the engine is not started again by itself. */
const crashMaximum = 3;
const crashWindowMs = 60_000;
const backendKey = 'backend';
const inputSizeKey = 'input-size';
const startStopped: Failure = { kind: 'start-stopped' };

/**
 * What a start may rely on: what an earlier visit measured of the backends, what the last start knew of them (to run again
 * what ran before), or nothing, to measure anew.
 */
type Knowledge = 'remembered' | 'latest' | 'nothing';

/** What a person may wish of the engine. */
export type EngineWish = Pick<StudioState, 'wantedBackend' | 'wantedBaseModel' | 'inputSize'>;

/** Starts the engine, starts it again after a crash, and changes what it runs, also where another project asks for another input size. */
export interface EngineStarter {
  startEngine(): Promise<void>;
  /** Ends a start or restart that takes too long; after a refused choice, what ran before runs again. */
  stopStart(): void;
  /** Follows a new wish; when that fails, what ran before runs again and `choiceFailure` says why. */
  changeEngine(wish: Partial<EngineWish>): Promise<void>;
  /** Forgets what was measured of the backends with this base model, and takes the fastest anew. */
  measureBackends(): Promise<void>;
}

/** The backend that was asked for on an earlier visit. */
export function recallBackend(preferences: Preferences): BackendName | 'auto' {
  const stored = preferences.read(backendKey);
  return isBackendName(stored) ? stored : 'auto';
}

/** The input size of the project that was open last, which is probably opened again. */
export function recallInputSize(preferences: Preferences): InputSize {
  return readInputSize(Number(preferences.read(inputSizeKey)));
}

/** @param onReady called each time the engine has become ready */
export function createEngineStarter(context: StudioContext, onReady: () => void): EngineStarter {
  const { ports, store } = context;
  const { preferences } = ports;
  const { announcements } = ports.messages;
  /** One start after the other: the engine is one thing. */
  let queue: Promise<void> = Promise.resolve();
  let crashTimes: number[] = [];
  /** Whether the engine is shown as starting, and no start has begun yet. */
  let isLeft = false;
  /** Whether the person gave up on the start that is under way. */
  let stopped = false;
  let lastBaseKey: string | null = null;
  /** What was announced when the start that is under way began. */
  let saidAtStart = '';
  /** What was known of the backends after the last start, with the base model for which it holds. */
  let latest: {
    readonly wish: Omit<EngineWish, 'wantedBackend'>;
    readonly reports: readonly BackendReport[];
  } | null = null;

  ports.engine.onCrash((failure) => {
    // While it starts, the failed start tells.
    if (store.getState().engine.phase !== 'ready') return;
    if (isCrashingTooOften()) return settle(failure);
    showRestarting(failure);
    sayAtStart(announcements.engineRestarting(context.describe(failure)));
    stopped = false;
    void enqueue(async () => {
      if (store.getState().engine.phase === 'restarting') settle(await startAgainAfterCrashes('latest'));
    });
  });

  store.subscribe(({ inputSize, engine, wantedBaseModel }, before) => {
    if (inputSize === before.inputSize || wantedBaseModel.kind !== 'built-in') return;
    // Nothing may begin at the old size.
    if (engine.phase === 'ready') {
      isLeft = true;
      showStarting();
    }
    void enqueue(async () => {
      const { engine, inputSize } = store.getState();
      const isOther = engine.phase === 'ready' && latest?.wish.inputSize !== inputSize;
      if (isLeft || isOther) await follow({});
    });
  });

  return {
    startEngine: () =>
      enqueue(async () => {
        if (store.getState().engine.phase === 'ready') return;
        showStarting();
        const { wantedBackend } = store.getState();
        const result = await startAgainAfterCrashes();
        // A backend remembered from an earlier visit may be gone.
        if (isFailure(result) && wantedBackend !== 'auto' && isAboutBackend(result)) {
          store.setState({ wantedBackend: 'auto', choiceFailure: result });
          settle(await startAgainAfterCrashes());
        } else {
          settle(result);
        }
      }),

    stopStart() {
      if (isEngineSettled(store.getState())) return;
      stopped = true;
      ports.engine.abandon(startStopped);
    },

    changeEngine: (wish) =>
      enqueue(async () => {
        const state = store.getState();
        const isSame = Object.entries(wish).every(([key, value]) => state[key as keyof EngineWish] === value);
        if (isSame && state.engine.phase === 'ready') store.setState({ choiceFailure: null });
        else await follow(wish);
      }),

    measureBackends: () => enqueue(() => follow({ wantedBackend: 'auto' }, 'nothing')),
  };

  async function follow(wish: Partial<EngineWish>, knowledge: Knowledge = 'remembered'): Promise<void> {
    const { engine, wantedBackend, wantedBaseModel, inputSize } = store.getState();
    const before: EngineWish = { wantedBackend, wantedBaseModel, inputSize };
    store.setState({ ...wish, choiceFailure: null });
    isLeft = false;
    showStarting();
    await context.engine.quiet();
    const result = await start(knowledge);
    if (!isFailure(result)) {
      if (wish.wantedBackend !== undefined) preferences.write(backendKey, wish.wantedBackend);
      return settle(result);
    }
    if (engine.phase === 'failed') return settle(result);
    store.setState({ ...before, choiceFailure: result });
    stopped = false;
    const back = await startAgainAfterCrashes('latest');
    settle(back);
    if (isFailure(back)) return;
    const problem = context.describe(result);
    context.announce(announcements.choiceRefused(problem, back.backend, back.baseModel.name));
  }

  function enqueue(job: () => Promise<void>): Promise<void> {
    const done = queue.then(job);
    // A mistake in one start must not keep the next ones from being made.
    queue = done.catch(() => {});
    return done;
  }

  /** A person asked for this start: what went wrong before does not count any more. */
  function showStarting(): void {
    stopped = false;
    crashTimes = [];
    store.setState({ engine: { phase: 'starting', step: null } });
    sayAtStart(announcements.engineStarting);
  }

  function sayAtStart(sentence: string): void {
    saidAtStart = sentence;
    context.announce(sentence);
  }

  function showRestarting(failure: Failure): void {
    store.setState({ engine: { phase: 'restarting', failure, step: null } });
  }

  async function startAgainAfterCrashes(knowledge: Knowledge = 'remembered'): Promise<StartResult | Failure> {
    for (;;) {
      const result = await start(knowledge);
      if (!isFailure(result) || result.kind !== 'engine-crashed' || isCrashingTooOften()) return result;
      showRestarting(result);
    }
  }

  async function start(knowledge: Knowledge): Promise<StartResult | Failure> {
    const { wantedBackend: backend, wantedBaseModel, inputSize } = store.getState();
    const baseModel: BaseModelSource =
      wantedBaseModel.kind === 'built-in' ? { ...wantedBaseModel, inputSize } : wantedBaseModel;
    const request = { backend, baseModel };
    const remembered = knowledge === 'nothing' ? null : recallReports(ports, baseModel);
    // Only a measurement of all that matter tells which is the fastest; what ran a moment ago need not be the fastest.
    const usesLatest = knowledge === 'latest' || (knowledge === 'remembered' && backend !== 'auto');
    const isAsBefore =
      latest?.wish.wantedBaseModel === wantedBaseModel && latest.wish.inputSize === inputSize;
    const known = usesLatest && isAsBefore ? (latest?.reports ?? null) : remembered;
    let result = await callStart(known === null ? request : { ...request, knownReports: known });
    if (backend === 'auto' && known !== null && isFailure(result) && isAboutBackend(result)) {
      forgetReports(ports, baseModel);
      result = await callStart(request);
    }
    if (isFailure(result)) return result;
    const { reports } = result;
    if (knowledge === 'nothing') forgetReports(ports, baseModel);
    latest = { wish: { wantedBaseModel, inputSize }, reports };
    // Where everything was forgotten, a start alone leaves nothing behind.
    if (inputSize !== recallInputSize(preferences)) preferences.write(inputSizeKey, String(inputSize));
    // Plain JavaScript is the last resort: whatever kept the others away may be gone at the next visit.
    const isMeasured = backend === 'auto' ? result.backend !== 'cpu' : remembered !== null;
    if (isMeasured) rememberReports(ports, baseModel, reports);
    return result;
  }

  function callStart(request: StartRequest): Promise<StartResult | Failure> {
    // Stopped while it still waited for the end of other work.
    if (stopped) return Promise.resolve(startStopped);
    return answerOrFailure(() => ports.engine.start(request, showStep));
  }

  function showStep(step: StartStep): void {
    const { engine } = store.getState();
    if (engine.phase === 'starting' || engine.phase === 'restarting') {
      store.setState({ engine: { ...engine, step } });
    }
  }

  function settle(result: StartResult | Failure): void {
    if (isFailure(result)) {
      store.setState({ engine: { phase: 'failed', failure: result } });
      context.announce(context.describe(result));
      return;
    }
    const { backend, reports, baseModel, cuts } = result;
    const baseKey = baseModelKey(baseModel);
    const isOtherBase = baseKey !== lastBaseKey;
    lastBaseKey = baseKey;
    store.setState(({ samples, timings }) => ({
      engine: { phase: 'ready', backend, reports, baseModel, cuts },
      timings: isOtherBase ? noTimings : timings,
      samples: markReadySamples(samples, context.embeddings, baseModel),
    }));
    // What was said meanwhile, of images or projects, tells more.
    if (store.getState().announcement === saidAtStart)
      context.announce(announcements.engineReady(backend, baseModel.name));
    onReady();
  }

  /** Counts a crash. */
  function isCrashingTooOften(): boolean {
    const now = ports.clock.now();
    crashTimes = [...crashTimes.filter((time) => now - time < crashWindowMs), now];
    return crashTimes.length > crashMaximum;
  }
}

function isAboutBackend({ kind }: Failure): boolean {
  return kind === 'backend-unavailable' || kind === 'backend-wrong' || kind === 'no-backend';
}
