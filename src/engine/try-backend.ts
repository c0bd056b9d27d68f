import { checkParity } from '../core/embedding/check-parity.ts';
import type { Embedder } from '../core/embedding/embedder.ts';
import { createParityImage } from '../core/embedding/parity-image.ts';
import type { BaseModelFailure } from '../core/shared/failure.ts';
import { batchPlans } from './batch-plans.ts';
import type { BackendName } from './engine-api.ts';
import type { BackendPort, EngineClock, LoadedBaseModel } from './engine-ports.ts';

/** How far a trial goes. */
export interface TrialScope {
  /** Whether an emulated GPU is tried at all. */
  readonly emulatedToo: boolean;
  readonly timed: boolean;
  /** The longest wait for one answer of the backend. */
  readonly patienceMs: number;
}

/** What came out of a trial. Only a backend that `works` still holds anything. */
export type Trial =
  | {
      readonly outcome: 'works';
      readonly embedder: Embedder;
      readonly msPerImage: number | null;
      readonly emulated: boolean;
    }
  | { readonly outcome: 'emulated' }
  | { readonly outcome: 'unavailable'; readonly detail: string }
  /** It was brought up, but it cannot run this network. */
  | { readonly outcome: 'cannot-run'; readonly detail: string }
  | { readonly outcome: 'wrong-results' }
  | { readonly outcome: 'base-model-failure'; readonly failure: BaseModelFailure };

/** What a trial needs from outside. */
export interface TrialPorts {
  readonly backends: BackendPort;
  readonly clock: EngineClock;
  /** Told when the device of a backend that was brought up is lost, at any later time. */
  readonly onLost: (backend: BackendName, detail: string) => void;
}

/**
 * Brings a backend up, puts the base model on it, compares its embedding of the parity image with the stored answer
 * (where there is none, it must at least be finite and not nothing), and times it. Leaves the backend current.
 */
export async function tryBackend(
  backend: BackendName,
  base: LoadedBaseModel,
  scope: TrialScope,
  { backends, clock, onLost }: TrialPorts,
): Promise<Trial> {
  const wait = <Result>(work: Promise<Result>) => waitFor(work, scope.patienceMs, clock);
  let embedder: Embedder | null = null;
  try {
    const probe = await wait(backends.probe(backend));
    if (probe.state === 'unavailable') return { outcome: 'unavailable', detail: probe.detail };
    const emulated = probe.state === 'emulated';
    if (emulated && !scope.emulatedToo) return { outcome: 'emulated' };
    // Never abandoned half way: TF.js would make it current later, in the middle of other work.
    const active = await backends.activate(backend, (detail) => onLost(backend, detail));
    if (!active) return { outcome: 'unavailable', detail: 'it could not be started' };

    const created = await base.createEmbedder(batchPlans[backend]);
    if ('kind' in created) return { outcome: 'base-model-failure', failure: created };
    embedder = created;
    const image = createParityImage(embedder.inputSize);
    const embedding = await wait(embedder.embed([image]));
    if (!isRight(embedding, base.parityEmbedding)) {
      embedder.dispose();
      return { outcome: 'wrong-results' };
    }
    const msPerImage = scope.timed ? await timeEmbedder(embedder, image, wait, clock) : null;
    return { outcome: 'works', embedder, msPerImage, emulated };
  } catch (error) {
    embedder?.dispose();
    return { outcome: 'cannot-run', detail: error instanceof Error ? error.message : String(error) };
  }
}

function isRight(embedding: Float32Array, expected: readonly number[] | null): boolean {
  if (expected !== null) return checkParity(embedding, expected).right;
  // TF.js is known to give zeros without a word, on wasm for convolutions with a stride larger than their kernel.
  return embedding.every((value) => Number.isFinite(value)) && embedding.some((value) => value !== 0);
}

/** A pass that takes longer than this is not worth repeating to know that the backend is slow. */
const slowPassMs = 500;
const timingMs = 300;

/** Milliseconds per image of the best full pass; the network has run once before. */
async function timeEmbedder(
  embedder: Embedder,
  image: Uint8Array,
  wait: <Result>(work: Promise<Result>) => Promise<Result>,
  clock: EngineClock,
): Promise<number> {
  const timePass = async (imageCount: number) => {
    const startMs = clock.now();
    await wait(embedder.embed(new Array<Uint8Array>(imageCount).fill(image)));
    return (clock.now() - startMs) / imageCount;
  };
  const singleMs = await timePass(1);
  if (singleMs > slowPassMs || embedder.batchSize === 1) return singleMs;
  // The first full pass compiles the programs of its size.
  await timePass(embedder.batchSize);
  let bestMs = Number.POSITIVE_INFINITY;
  const startMs = clock.now();
  do bestMs = Math.min(bestMs, await timePass(embedder.batchSize));
  while (clock.now() - startMs < timingMs);
  return bestMs;
}

async function waitFor<Result>(
  work: Promise<Result>,
  patienceMs: number,
  clock: EngineClock,
): Promise<Result> {
  // Abandoned work may still fail; nobody listens then.
  work.catch(() => {});
  return Promise.race([
    work,
    clock.wait(patienceMs).then(() => {
      throw new Error(`no answer within ${Math.round(patienceMs / 1000)} seconds`);
    }),
  ]);
}
