import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { BackendName, BaseModelSource, StartResult, StartStep } from '../engine/engine-api.ts';
import { answerOrFailure } from './engine-access.ts';
import { markReadySamples } from './mark-ready-samples.ts';
import { forgetReports, isBackendName, recallReports, rememberReports } from './remember-reports.ts';
import type { StudioContext } from './studio-context.ts';
import type { Preferences } from './studio-ports.ts';

/** After this many crashes within a minute the engine is not started again by itself. */
const crashMaximum = 3;
const crashWindowMs = 60_000;
const backendKey = 'backend';

/** What a person may wish of the engine. */
export interface EngineWish {
  readonly wantedBackend: BackendName | 'auto';
  readonly wantedBaseModel: BaseModelSource;
}

/** Starts the engine, starts it again after a crash, and changes what it runs. */
export interface EngineStarter {
  startEngine(): Promise<void>;
  stopStart(): void;
  /** Follows a new wish; when that fails, what ran before runs again and `choiceFailure` says why. */
  changeEngine(wish: Partial<EngineWish>): Promise<void>;
}

/** The backend that was asked for on an earlier visit. */
export function recallBackend(preferences: Preferences): BackendName | 'auto' {
  const stored = preferences.read(backendKey);
  return isBackendName(stored) ? stored : 'auto';
}

/** @param onReady called each time the engine has become ready */
export function createEngineStarter(context: StudioContext, onReady: () => void): EngineStarter {
  const { ports, store } = context;
  const { preferences, userAgent } = ports;
  const { announcements } = ports.messages;
  /** One start after the other: the engine is one thing. */
  let queue: Promise<void> = Promise.resolve();
  let crashTimes: number[] = [];

  ports.engine.onCrash((failure) => {
    // While it starts, the failed start tells.
    if (store.getState().engine.phase !== 'ready') return;
    if (isCrashingTooOften()) return settle(failure);
    store.setState({ engine: { phase: 'restarting', failure } });
    context.announce(announcements.engineRestarting(context.describe(failure)));
    void enqueue(async () => {
      if (store.getState().engine.phase === 'restarting') settle(await startAgainAfterCrashes());
    });
  });

  return {
    startEngine: () =>
      enqueue(async () => {
        if (store.getState().engine.phase === 'ready') return;
        crashTimes = [];
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
      if (store.getState().engine.phase === 'starting') ports.engine.abandon({ kind: 'start-stopped' });
    },

    changeEngine: (wish) =>
      enqueue(async () => {
        const { engine, wantedBackend, wantedBaseModel } = store.getState();
        const before = { wantedBackend, wantedBaseModel };
        const isSame = Object.entries(wish).every(
          ([key, value]) => before[key as keyof EngineWish] === value,
        );
        if (isSame && engine.phase === 'ready') return store.setState({ choiceFailure: null });
        store.setState({ ...wish, choiceFailure: null });
        showStarting();
        await context.engine.quiet();
        const result = await start();
        if (!isFailure(result)) {
          preferences.write(backendKey, store.getState().wantedBackend);
          return settle(result);
        }
        if (engine.phase === 'failed') return settle(result);
        store.setState({ ...before, choiceFailure: result });
        const back = await startAgainAfterCrashes();
        settle(back);
        if (isFailure(back)) return;
        const problem = context.describe(result);
        context.announce(announcements.choiceRefused(problem, back.backend, back.baseModel.name));
      }),
  };

  function enqueue(job: () => Promise<void>): Promise<void> {
    queue = queue.then(job);
    return queue;
  }

  function showStarting(): void {
    store.setState({ engine: { phase: 'starting', step: null } });
    context.announce(announcements.engineStarting);
  }

  async function startAgainAfterCrashes(): Promise<StartResult | Failure> {
    for (;;) {
      const result = await start();
      if (!isFailure(result) || result.kind !== 'engine-crashed' || isCrashingTooOften()) return result;
      store.setState({ engine: { phase: 'restarting', failure: result } });
    }
  }

  async function start(): Promise<StartResult | Failure> {
    const { wantedBackend: backend, wantedBaseModel: baseModel } = store.getState();
    const knownReports = backend === 'auto' ? recallReports(preferences, baseModel, userAgent) : null;
    const request = { backend, baseModel };
    if (knownReports !== null) {
      const result = await callStart({ ...request, knownReports });
      if (!isFailure(result) || !isAboutBackend(result)) return result;
      forgetReports(preferences, baseModel, userAgent);
    }
    const result = await callStart(request);
    // Plain JavaScript is the last resort: whatever kept the others away may be gone at the next visit.
    if (!isFailure(result) && backend === 'auto' && result.backend !== 'cpu') {
      rememberReports(preferences, baseModel, userAgent, result.reports);
    }
    return result;
  }

  function callStart(request: Parameters<typeof ports.engine.start>[0]): Promise<StartResult | Failure> {
    return answerOrFailure(() => ports.engine.start(request, showStep));
  }

  function showStep(step: StartStep): void {
    if (store.getState().engine.phase === 'starting') store.setState({ engine: { phase: 'starting', step } });
  }

  function settle(result: StartResult | Failure): void {
    if (isFailure(result)) {
      store.setState({ engine: { phase: 'failed', failure: result } });
      context.announce(context.describe(result));
      return;
    }
    const { backend, reports, baseModel } = result;
    store.setState(({ samples }) => ({
      engine: { phase: 'ready', backend, reports, baseModel },
      samples: markReadySamples(samples, context.embeddings, baseModel),
    }));
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
