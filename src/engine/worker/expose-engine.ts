import * as Comlink from 'comlink';
import type { TunedLayers } from '../../core/embedding/tuned-layers.ts';
import type { Failure } from '../../core/shared/failure.ts';
import type { Head } from '../../core/training/head.ts';
import type { Classification, EmbeddedCopies, EmbeddedImage, EngineApi } from '../engine-api.ts';

/** What the page tells a new worker. */
export interface EngineSetup {
  /** Folder of the base model that comes with the studio: absolute, ending in a slash. */
  readonly builtInBaseUrl: string;
  /** The browser cache that keeps its weights between visits; without one they are fetched at each start. */
  readonly baseModelCache?: string;
}

/** What the worker offers to the page: the engine, once it has been set up. */
export interface WorkerApi extends Omit<EngineApi, 'classifyImage'> {
  setUp(setup: EngineSetup): Promise<void>;
  /** Takes the layers that are meant by `tuned` from now on: megabytes that do not go along with each frame of a camera. */
  takeTunedLayers(tunedLayers: TunedLayers): Promise<void>;
  /** @param tuned whether the base model is the one with the layers taken last */
  classifyImage(
    image: Blob | ImageBitmap,
    head: Head,
    withMaps: boolean,
    tuned: boolean,
  ): Promise<Classification | Failure>;
}

/** Serves an engine to the other end of `endpoint`. Large arrays are handed over, callbacks are let go when done. */
export function exposeEngine(
  createEngine: (setup: EngineSetup) => EngineApi,
  endpoint?: Comlink.Endpoint,
): void {
  let engine: EngineApi | null = null;
  let takenLayers: TunedLayers | null = null;
  const ready = () => {
    if (engine === null) throw new Error('the worker has not been set up');
    return engine;
  };
  const api: WorkerApi = {
    async setUp(setup) {
      engine = createEngine(setup);
    },
    start: (request, onStep) => withCallback(onStep, () => ready().start(request, onStep)),
    expectImages: (imageCount) => ready().expectImages(imageCount),
    embedImages: (images, onEmbedded, knownImageHashes) =>
      withCallback(onEmbedded, () =>
        ready().embedImages(
          images,
          (results) => onEmbedded(Comlink.transfer(results, buffersOf(results))),
          knownImageHashes,
        ),
      ),
    embedCopies: (images, augmentation, onEmbedded) =>
      withCallback(onEmbedded, () =>
        ready().embedCopies(images, augmentation, (results) =>
          onEmbedded(Comlink.transfer(results, buffersOfCopies(results))),
        ),
      ),
    drawCopies: (image, augmentation) => ready().drawCopies(image, augmentation),
    findNearDuplicates: (request, onProgress) =>
      withCallback(onProgress, () => ready().findNearDuplicates(request, onProgress)),
    findMisfits: (request) => ready().findMisfits(request),
    mapEmbeddings: (request, onProgress) =>
      withCallback(onProgress, () => ready().mapEmbeddings(request, onProgress)),
    checkLabels: (request, onProgress) =>
      withCallback(onProgress, () => ready().checkLabels(request, onProgress)),
    trainHead: (request, onStep) => withCallback(onStep, () => ready().trainHead(request, onStep)),
    predictUnseen: (request, onProgress) =>
      withCallback(onProgress, () => ready().predictUnseen(request, onProgress)),
    findLearningRate: (request, onProgress) =>
      withCallback(onProgress, () => ready().findLearningRate(request, onProgress)),
    embedShifted: (pictures, shifts, onProgress, tunedLayers) =>
      withCallback(onProgress, () => ready().embedShifted(pictures, shifts, onProgress, tunedLayers)),
    embedAtSizes: (pictures, inputSizes, onProgress) =>
      withCallback(onProgress, () => ready().embedAtSizes(pictures, inputSizes, onProgress)),
    embedCompressed: (pictures, precision, onProgress, tunedLayers) =>
      withCallback(onProgress, () => ready().embedCompressed(pictures, precision, onProgress, tunedLayers)),
    tuneBase: (request, onStep) => withCallback(onStep, () => ready().tuneBase(request, onStep)),
    tryApproach: (request, pictures, onProgress) =>
      withCallback(onProgress, () => ready().tryApproach(request, pictures, onProgress)),
    drawLearningCurve: (request, pictures, onStep) =>
      withCallback(onStep, () => ready().drawLearningCurve(request, pictures, onStep)),
    tryGrowth: (request, onStep) => withCallback(onStep, () => ready().tryGrowth(request, onStep)),
    async predictTable(head, table) {
      const probabilities = await ready().predictTable(head, table);
      return Comlink.transfer(probabilities, [probabilities.buffer]);
    },
    async takeTunedLayers(tunedLayers) {
      takenLayers = tunedLayers;
    },
    async classifyImage(image, head, withMaps, tuned) {
      const result = await ready().classifyImage(image, head, withMaps, tuned ? takenLayers : null);
      if ('kind' in result) return result;
      return Comlink.transfer(result, [result.probabilities.buffer, result.embedding.buffer]);
    },
    exportModel: (request, onProgress, frame) =>
      withCallback(onProgress, () =>
        withCallback(frame, async () => {
          const result = await ready().exportModel(request, onProgress, frame);
          if (result === null || 'kind' in result) return result;
          return Comlink.transfer(result, [result.file.bytes.buffer]);
        }),
      ),
    countTensors: () => ready().countTensors(),
  };
  Comlink.expose(api, endpoint);
}

/** Each callback of the page has a message channel of its own, which stays open until it is released. */
async function withCallback<Result>(callback: unknown, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    (callback as Comlink.ProxyMethods | null | undefined)?.[Comlink.releaseProxy]();
  }
}

function buffersOf(results: readonly EmbeddedImage[]): ArrayBuffer[] {
  return results.flatMap((result) => ('embedding' in result ? [result.embedding.buffer] : []));
}

function buffersOfCopies(results: readonly EmbeddedCopies[]): ArrayBuffer[] {
  return results.flatMap((result) =>
    'copies' in result ? result.copies.map(({ embedding }) => embedding.buffer) : [],
  );
}
