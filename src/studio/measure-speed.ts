import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { pause } from '../core/shared/pause.ts';
import { createRandom } from '../core/shared/random.ts';
import { defaultTrainingSettings } from '../core/training/training-settings.ts';
import type { TrainingRequest } from '../core/training/training-types.ts';
import type {
  BackendName,
  BackendReport,
  BaseModelInfo,
  BaseModelSource,
  EngineClient,
} from '../engine/engine-api.ts';
import { answerOrFailure } from './engine-access.ts';
import type { BackendSpeed } from './speed-state.ts';
import type { StudioContext } from './studio-context.ts';
import { waitUntil } from './wait-until.ts';

/** After so long, what is not through is left out. */
const limitMs = 60_000;
/** One backend looks at images no longer than this. */
const imageLimitMs = 8000;
const photoCount = 24;
/** Slower than this, images are not looked at twice: the first time brings lanes up and compiles programs. */
const slowPassMs = 400;
const rowCount = 1000;
const classCount = 5;
const epochCount = 5;
const timeOver: Failure = { kind: 'speed-not-measured' };

/**
 * Measures every backend that is there, the one in use first, in an engine of its own, so that the one in use and the images stay
 * as they are. The images are drawn.
 */
export async function measureSpeed({ ports, store, announce, describe }: StudioContext): Promise<void> {
  const { engine, speed, inputSize, wantedBaseModel } = store.getState();
  if (speed.phase === 'running') return;
  store.setState({ speed: { phase: 'running', backend: null, doneFraction: 0, stopping: false } });
  const inUse = engine.phase === 'ready' ? engine.backend : 'wasm';
  const backends = [inUse, ...others.filter((backend) => backend !== inUse)];
  const baseModel: BaseModelSource =
    wantedBaseModel.kind === 'built-in' ? { kind: 'built-in', inputSize } : wantedBaseModel;
  const startMs = ports.clock.now();
  const isOver = () => ports.clock.now() - startMs > limitMs;

  const probe = ports.createProbe();
  // Ends whatever the probe does or waits for.
  const end = () => probe.abandon(timeOver);
  void waitUntil(store, ({ speed }) => speed.phase !== 'running' || speed.stopping).then(end);
  const timer = setTimeout(end, limitMs);
  try {
    const photos = await ports.drawPhotos(photoCount, async () => {
      await pause();
      return isStopping() ? 'stop' : 'continue';
    });
    if (isStopping()) return store.setState({ speed: { phase: 'idle' } });
    // Tells what is there, and what is only emulated, without trying to run on it.
    const looked = await answerOrFailure(() => probe.start({ backend: 'auto', baseModel }, () => {}));
    if (isStopping()) return store.setState({ speed: { phase: 'idle' } });
    if (isFailure(looked)) return fail(looked);
    const known = new Map(looked.reports.map(({ backend, state }) => [backend, state]));
    const found: BackendSpeed[] = [];
    for (const [index, backend] of backends.entries()) {
      if (isStopping()) return store.setState({ speed: { phase: 'idle' } });
      show(backend, index / backends.length);
      found.push(await measureBackend(backend, known.get(backend), photos));
    }
    if (isStopping()) return store.setState({ speed: { phase: 'idle' } });
    store.setState({ speed: { phase: 'done', inputSize, backends: found } });
    const { speed: words } = await ports.messages.loadLate();
    announce(words.done);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    fail({ kind: 'engine-crashed', detail });
  } finally {
    clearTimeout(timer);
    end();
  }

  async function measureBackend(
    backend: BackendName,
    known: BackendReport['state'] | undefined,
    photos: readonly Blob[],
  ): Promise<BackendSpeed> {
    if (isOver()) return { state: 'left-out', backend };
    if (known === 'emulated') return { state: 'emulated', backend };
    if (known === 'unavailable' || known === 'wrong-results') return { state: 'absent', backend };
    const started = await answerOrFailure(() => probe.start({ backend, baseModel }, () => {}));
    if (isFailure(started)) return describeEnd(backend, started);
    const report = started.reports.find((each) => each.backend === backend);
    if (report?.state === 'emulated') return { state: 'emulated', backend };
    const passMs = report?.state === 'ready' ? report.msPerImage : 0;
    const time = () => timeImages(probe, photos, () => ports.clock.now());
    const firstMs = await time();
    if (isFailure(firstMs)) return describeEnd(backend, firstMs);
    const imageMs = passMs < slowPassMs ? await time() : firstMs;
    if (isFailure(imageMs)) return describeEnd(backend, imageMs);
    const epochMs = await timeEpoch(probe, started.baseModel);
    if (isFailure(epochMs)) return describeEnd(backend, epochMs);
    return { state: 'measured', backend, passMs, imageMs, epochMs };
  }

  function describeEnd(backend: BackendName, failure: Failure): BackendSpeed {
    if (isOver()) return { state: 'left-out', backend };
    const isAbsent = failure.kind === 'backend-unavailable' || failure.kind === 'backend-wrong';
    return isAbsent ? { state: 'absent', backend } : { state: 'failed', backend, failure };
  }

  function fail(failure: Failure): void {
    store.setState({ speed: { phase: 'failed', failure } });
    announce(describe(failure));
  }

  function isStopping(): boolean {
    const { speed } = store.getState();
    return speed.phase !== 'running' || speed.stopping;
  }

  function show(backend: BackendName, doneFraction: number): void {
    const { speed } = store.getState();
    if (speed.phase === 'running') store.setState({ speed: { ...speed, backend, doneFraction } });
  }
}

/** In the order in which they are wished for. */
const others: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** @returns milliseconds for an image; the first failure where not all could be embedded */
async function timeImages(
  probe: EngineClient,
  photos: readonly Blob[],
  now: () => number,
): Promise<number | Failure> {
  const startMs = now();
  let doneCount = 0;
  let doneMs = 0;
  let failure: Failure | null = null;
  const answer = await answerOrFailure(() =>
    probe.embedImages(
      photos.map((image, index) => ({ id: String(index), image })),
      async (results) => {
        doneCount += results.length;
        doneMs = now() - startMs;
        for (const result of results) if ('failure' in result) failure ??= result.failure;
        return failure !== null || doneMs > imageLimitMs ? 'stop' : 'continue';
      },
    ),
  );
  if (isFailure(answer)) return answer;
  return failure ?? doneMs / doneCount;
}

/** @returns milliseconds of the median epoch */
async function timeEpoch(probe: EngineClient, { embeddingSize }: BaseModelInfo): Promise<number | Failure> {
  const random = createRandom(1);
  const rows = Array.from({ length: rowCount }, () =>
    Float32Array.from({ length: embeddingSize }, () => random.next()),
  );
  const request: TrainingRequest = {
    embeddings: stackEmbeddings(rows, embeddingSize),
    classIndexes: Int32Array.from(rows, (_, row) => row % classCount),
    classCount,
    trainingRows: Int32Array.from(rows.keys()),
    validationRows: new Int32Array(),
    settings: { ...defaultTrainingSettings, epochs: epochCount, refit: false },
  };
  const outcome = await answerOrFailure(() => probe.trainHead(request, async () => 'continue'));
  if (isFailure(outcome)) return outcome;
  const times = outcome.history.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  return times[times.length >> 1] as number;
}
