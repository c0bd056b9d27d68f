import type { Embedder } from '../core/embedding/embedder.ts';
import type { Failure } from '../core/shared/failure.ts';
import { type BackendName, type BackendReport, backendNames } from './engine-api.ts';
import type { LoadedBaseModel } from './engine-ports.ts';
import { type Trial, type TrialPorts, type TrialScope, tryBackend } from './try-backend.ts';

/** A backend with the base model on it. */
export interface ReadyBackend {
  readonly backend: BackendName;
  readonly embedder: Embedder;
}

/** The backend that was found, and what is known by now of each, in the order in which they are wished for. */
export interface BackendChoice {
  readonly ready: ReadyBackend;
  readonly reports: readonly BackendReport[];
}

/** What a backend is looked for. */
export interface ChoiceRequest {
  readonly wanted: BackendName | 'auto';
  readonly base: LoadedBaseModel;
  /** Of an earlier measurement; empty where there was none. */
  readonly knownReports: readonly BackendReport[];
  /** The backend of the engine as it runs now: it is never released here. */
  readonly inUse: BackendName | null;
  readonly onTrial: (backend: BackendName) => void;
}

/** A GPU that needs no longer than this for an image is taken at once: wasm does not come near. */
const fastEnoughMs = 12;
/** In `auto` nobody asked for this backend, so nobody waits long for it. */
const autoScope: TrialScope = { emulatedToo: false, timed: true, patienceMs: 10_000 };
const chosenScope: TrialScope = { emulatedToo: true, timed: true, patienceMs: 120_000 };

/**
 * Finds the backend to work with. Afterwards the chosen one is current and the losers are released; on a failure
 * the backend in use is current again.
 */
export async function chooseBackend(
  request: ChoiceRequest,
  ports: TrialPorts,
): Promise<BackendChoice | Failure> {
  const search = createSearch(request, ports);
  const result =
    request.wanted === 'auto'
      ? await chooseFastest(request, search)
      : await takeWanted(request.wanted, request.knownReports, search);
  const current = 'kind' in result ? request.inUse : result.backend;
  if (current !== null) await ports.backends.activate(current, (detail) => ports.onLost(current, detail));
  return 'kind' in result ? result : { ready: result, reports: search.reports() };
}

/** Trials with a memory: what each backend was like, and what failed because of the base model. */
interface Search {
  tryOne(backend: BackendName, scope: TrialScope): Promise<Trial>;
  /** Gives up a backend that worked. */
  discard(ready: ReadyBackend): void;
  /** Why there is no result, when every trial failed. */
  explain(): Failure;
  reports(): readonly BackendReport[];
}

function createSearch({ base, knownReports, inUse, onTrial }: ChoiceRequest, ports: TrialPorts): Search {
  const reports = new Map<BackendName, BackendReport>(knownReports.map((report) => [report.backend, report]));
  const trials: { readonly backend: BackendName; readonly trial: Trial }[] = [];
  const release = (backend: BackendName) => {
    if (backend !== inUse) ports.backends.release(backend);
  };
  return {
    async tryOne(backend, scope) {
      onTrial(backend);
      const trial = await tryBackend(backend, base, scope, ports);
      trials.push({ backend, trial });
      const report = toReport(backend, trial, base);
      if (report !== null) reports.set(backend, report);
      if (trial.outcome !== 'works') release(backend);
      return trial;
    },
    discard({ backend, embedder }) {
      embedder.dispose();
      release(backend);
    },
    explain: () => explainTrials(base, trials),
    reports: () =>
      backendNames.map((backend) => reports.get(backend) ?? { backend, state: 'untried' as const }),
  };
}

async function takeWanted(
  backend: BackendName,
  known: readonly BackendReport[],
  search: Search,
): Promise<ReadyBackend | Failure> {
  const isTimed = known.some((report) => report.backend === backend && report.state === 'ready');
  const trial = await search.tryOne(backend, { ...chosenScope, timed: !isTimed });
  return trial.outcome === 'works' ? { backend, embedder: trial.embedder } : search.explain();
}

async function chooseFastest(request: ChoiceRequest, search: Search): Promise<ReadyBackend | Failure> {
  return (await takeKnown(request.knownReports, search)) ?? (await measureAll(search)) ?? search.explain();
}

/** The fastest of an earlier measurement that still computes rightly; the base model's failures end the search. */
async function takeKnown(known: readonly BackendReport[], search: Search): Promise<ReadyBackend | null> {
  const timed = known.filter((report) => report.state === 'ready');
  for (const { backend } of timed.sort((a, b) => a.msPerImage - b.msPerImage)) {
    const trial = await search.tryOne(backend, { ...autoScope, timed: false });
    if (trial.outcome === 'works') return { backend, embedder: trial.embedder };
    if (trial.outcome === 'base-model-failure') return null;
  }
  return null;
}

async function measureAll(search: Search): Promise<ReadyBackend | null> {
  let best: (ReadyBackend & { readonly msPerImage: number }) | null = null;
  for (const backend of backendNames) {
    // The plain processor backend is many times slower than any other: it is only taken where nothing else works.
    if (backend === 'cpu' && best !== null) break;
    const trial = await search.tryOne(backend, autoScope);
    if (trial.outcome === 'base-model-failure') break;
    if (trial.outcome !== 'works') continue;
    const found = { backend, embedder: trial.embedder, msPerImage: trial.msPerImage ?? 0 };
    if (best === null || found.msPerImage < best.msPerImage) {
      if (best !== null) search.discard(best);
      best = found;
    } else {
      search.discard(found);
    }
    if (best.msPerImage <= fastEnoughMs) break;
  }
  return best;
}

/** What a trial says about the backend; null when it says nothing new. */
function toReport(backend: BackendName, trial: Trial, base: LoadedBaseModel): BackendReport | null {
  // Without a stored answer nothing says that the backend is at fault rather than the base model.
  const blameless = base.parityEmbedding === null;
  switch (trial.outcome) {
    case 'works':
      if (trial.emulated) return { backend, state: 'emulated' };
      return trial.msPerImage === null ? null : { backend, state: 'ready', msPerImage: trial.msPerImage };
    case 'emulated':
      return { backend, state: 'emulated' };
    case 'wrong-results':
      return blameless ? null : { backend, state: 'wrong-results' };
    case 'unavailable':
      return { backend, state: 'unavailable', detail: trial.detail };
    case 'cannot-run':
      return blameless ? null : { backend, state: 'unavailable', detail: trial.detail };
    case 'base-model-failure':
      return null;
  }
}

function explainTrials(
  base: LoadedBaseModel,
  trials: readonly { readonly backend: BackendName; readonly trial: Trial }[],
): Failure {
  for (const { trial } of trials) {
    if (trial.outcome === 'base-model-failure') return trial.failure;
  }
  if (base.parityEmbedding === null) {
    for (const { backend, trial } of trials) {
      if (trial.outcome === 'cannot-run') {
        return { kind: 'base-model-unfit', detail: `on ${backend}: ${trial.detail}` };
      }
      if (trial.outcome === 'wrong-results') {
        const detail = `on ${backend}: its answer to a test image is nothing but zeros, or not finite`;
        return { kind: 'base-model-unfit', detail };
      }
    }
  }
  const only = trials.length === 1 ? trials[0] : undefined;
  if (only === undefined) return { kind: 'no-backend', tried: trials.map(({ backend }) => backend) };
  const { backend, trial } = only;
  if (trial.outcome === 'wrong-results') return { kind: 'backend-wrong', backend };
  const detail = 'detail' in trial ? trial.detail : 'it could not be started';
  return { kind: 'backend-unavailable', backend, detail };
}
