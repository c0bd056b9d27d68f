import * as Comlink from 'comlink';
import type { EmbeddingTable } from '../../core/embedding/embedding-table.ts';
import type { TunedLayers } from '../../core/embedding/tuned-layers.ts';
import { type Failure, isFailure } from '../../core/shared/failure.ts';
import type { Head } from '../../core/training/head.ts';
import type { Classification, EngineClient } from '../engine-api.ts';
import type { EngineSetup, WorkerApi } from '../worker/expose-engine.ts';

/** One worker, as the client sees it. */
export interface WorkerLink {
  readonly endpoint: Comlink.Endpoint;
  /** Resolves with the reason when the worker has died; never rejects. */
  readonly whenDead: Promise<string>;
  terminate(): void;
}

/** Where the workers come from, and what each is told first. */
export interface EngineClientOptions {
  readonly spawnWorker: () => WorkerLink;
  readonly setup: EngineSetup;
}

/** A worker that runs, and what to do with the calls that wait for it when it dies. */
interface Life {
  readonly link: WorkerLink;
  readonly worker: WorkerApi;
  readonly abandon: Set<(failure: Failure) => void>;
  /** The tuned layers that the worker has; null before the first. */
  tunedLayers: TunedLayers | null;
}

/** Talks to the engine in its worker, and makes the worker when `start`, or a call that needs no backend, finds none. */
export function createEngineClient({ spawnWorker, setup }: EngineClientOptions): EngineClient {
  const crashListeners = new Set<(failure: Failure) => void>();
  let life: Life | null = null;

  const beginLife = (): Life => {
    const link = spawnWorker();
    // Every method of the interface answers with a promise already, so the remote one has the same type.
    const worker = Comlink.wrap<WorkerApi>(link.endpoint) as unknown as WorkerApi;
    const begun: Life = { link, worker, abandon: new Set(), tunedLayers: null };
    life = begun;
    const crash = (detail: string) => {
      const failure: Failure = { kind: 'engine-crashed', detail };
      if (!endLife(begun, failure)) return;
      for (const listener of crashListeners) listener(failure);
    };
    void link.whenDead.then(crash);
    // Messages arrive in order, so no call needs to wait for this; if no answer ever comes, the worker is dead.
    worker.setUp(setup).catch((error: unknown) => {
      crash(`it could not be set up: ${error instanceof Error ? error.message : String(error)}`);
    });
    return begun;
  };

  /** @returns false where it had ended before */
  const endLife = (ended: Life, failure: Failure): boolean => {
    if (life !== ended) return false;
    life = null;
    ended.link.terminate();
    for (const abandon of ended.abandon) abandon(failure);
    return true;
  };

  /** Runs a call that ends with the worker's answer or, if the worker dies first, with a failure. */
  const call = <Result>(
    current: Life | null,
    work: (worker: WorkerApi) => Promise<Result>,
  ): Promise<Result | Failure> => {
    if (current === null) {
      return Promise.resolve({ kind: 'engine-crashed', detail: 'the engine is not running' });
    }
    return new Promise((resolve, reject) => {
      current.abandon.add(resolve);
      const forget = () => current.abandon.delete(resolve);
      work(current.worker).then(resolve, reject).finally(forget);
    });
  };

  const classify = (
    image: Blob | ImageBitmap,
    { head, withMaps, tunedLayers }: Classifier,
  ): Promise<Classification | Failure> =>
    call(life, async (worker) => {
      if (life !== null && tunedLayers !== null && life.tunedLayers !== tunedLayers) {
        life.tunedLayers = tunedLayers;
        // Messages arrive in order.
        worker.takeTunedLayers(tunedLayers).catch(() => {});
      }
      return worker.classifyImage(image, head, withMaps, tunedLayers !== null);
    });
  const classifyFrame = createFrameQueue((frame, classifier) =>
    classify(Comlink.transfer(frame, [frame]), classifier),
  );

  return {
    start: (request, onStep) => call(life ?? beginLife(), (worker) => worker.start(request, toProxy(onStep))),
    async expectImages(imageCount) {
      await call(life, (worker) => worker.expectImages(imageCount));
    },
    embedImages: (images, onEmbedded, knownImageHashes) =>
      call(life, (worker) => worker.embedImages(images, toProxy(onEmbedded), knownImageHashes)),
    embedCopies: (images, augmentation, onEmbedded) =>
      call(life, (worker) => worker.embedCopies(images, augmentation, toProxy(onEmbedded))),
    drawCopies: (image, augmentation) => call(life, (worker) => worker.drawCopies(image, augmentation)),
    findNearDuplicates: (request, onProgress) =>
      call(life, (worker) => worker.findNearDuplicates(handOver(request), toProxy(onProgress))),
    findMisfits: (request) => call(life, (worker) => worker.findMisfits(handOver(request))),
    mapEmbeddings: (request, onProgress) =>
      call(life, (worker) => worker.mapEmbeddings(request, toProxy(onProgress))),
    checkLabels: (request, onProgress) =>
      call(life, (worker) => worker.checkLabels(request, toProxy(onProgress))),
    trainHead: (request, onStep) => call(life, (worker) => worker.trainHead(request, toProxy(onStep))),
    predictUnseen: (request, onProgress) =>
      call(life, (worker) => worker.predictUnseen(request, toProxy(onProgress))),
    findLearningRate: (request, onProgress) =>
      call(life, (worker) => worker.findLearningRate(request, toProxy(onProgress))),
    embedShifted: (pictures, shifts, onProgress, tunedLayers) =>
      call(life, (worker) => worker.embedShifted(pictures, shifts, toProxy(onProgress), tunedLayers)),
    embedAtSizes: (pictures, inputSizes, onProgress) =>
      call(life, (worker) => worker.embedAtSizes(pictures, inputSizes, toProxy(onProgress))),
    embedCompressed: (pictures, precision, onProgress, tunedLayers) =>
      call(life, (worker) => worker.embedCompressed(pictures, precision, toProxy(onProgress), tunedLayers)),
    tuneBase: (request, onStep) => call(life, (worker) => worker.tuneBase(request, toProxy(onStep))),
    tryApproach: (request, pictures, onProgress) =>
      call(life, (worker) => worker.tryApproach(request, pictures, toProxy(onProgress))),
    drawLearningCurve: (request, pictures, onStep) =>
      call(life, (worker) => worker.drawLearningCurve(request, pictures, toProxy(onStep))),
    tryGrowth: (request, onStep) => call(life, (worker) => worker.tryGrowth(request, toProxy(onStep))),
    predictTable: (head, table) =>
      call(life ?? beginLife(), (worker) => worker.predictTable(head, table)).then(throwFailure),
    classifyImage: (image, head, withMaps = false, tunedLayers = null) =>
      image instanceof Blob
        ? classify(image, { head, withMaps, tunedLayers })
        : classifyFrame(image, { head, withMaps, tunedLayers }),
    // A head needs a worker but no backend, so it can be written after a start that failed.
    exportModel: (request, onProgress, frame = null) =>
      call(request.format === 'head' ? (life ?? beginLife()) : life, (worker) =>
        worker.exportModel(request, toProxy(onProgress), frame && Comlink.proxy(frame)),
      ),
    countTensors: () => call(life, (worker) => worker.countTensors()).then(throwFailure),
    abandon(failure) {
      if (life !== null) endLife(life, failure);
    },
    onCrash(listener) {
      crashListeners.add(listener);
      return () => crashListeners.delete(listener);
    },
  };
}

/** A function of the page that the worker may call; the caller's own function stays as it is. */
function toProxy<Argument, Answer>(callback: (argument: Argument) => Answer) {
  return Comlink.proxy((argument: Argument) => callback(argument));
}

/** Gives the embeddings of a request to the worker instead of copying them. */
function handOver<Asked extends { readonly embeddings: EmbeddingTable }>(request: Asked): Asked {
  return Comlink.transfer(request, [request.embeddings.values.buffer]);
}

/** For calls whose answer has no room for a failure. */
function throwFailure<Result>(result: Result | Failure): Result {
  if (!isFailure(result)) return result;
  throw new Error(`${result.kind}${'detail' in result ? `: ${result.detail}` : ''}`);
}

/** What classifies an image, and whether maps are wanted, too. */
interface Classifier {
  readonly head: Head;
  readonly withMaps: boolean;
  readonly tunedLayers: TunedLayers | null;
}

type ClassifyFrame = (frame: ImageBitmap, classifier: Classifier) => Promise<Classification | Failure>;

/**
 * Frames of a live picture: one is classified at a time, and of those that come meanwhile only the newest is kept. A
 * frame that was overtaken is answered with the result of the one that overtook it.
 */
function createFrameQueue(classify: ClassifyFrame): ClassifyFrame {
  let running = false;
  let newest: { readonly frame: ImageBitmap; readonly classifier: Classifier } | null = null;
  let waiting: { resolve(result: Classification | Failure): void; reject(error: unknown): void }[] = [];

  const runNewest = async () => {
    if (running || newest === null) return;
    const { frame, classifier } = newest;
    const askers = waiting;
    newest = null;
    waiting = [];
    running = true;
    try {
      const result = await classify(frame, classifier);
      for (const { resolve } of askers) resolve(result);
    } catch (error) {
      for (const { reject } of askers) reject(error);
    } finally {
      // Where no worker took it over.
      frame.close();
    }
    running = false;
    await runNewest();
  };

  return (frame, classifier) =>
    new Promise((resolve, reject) => {
      newest?.frame.close();
      newest = { frame, classifier };
      waiting.push({ resolve, reject });
      void runNewest();
    });
}
