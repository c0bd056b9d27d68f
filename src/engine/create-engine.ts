import { memory } from '@tensorflow/tfjs-core';
import { listBlocks } from '../core/embedding/cut-base-model.ts';
import { findMisfits } from '../core/embedding/find-misfits.ts';
import { findNearDuplicates } from '../core/embedding/find-near-duplicates.ts';
import { listCuts } from '../core/embedding/list-cuts.ts';
import type { Misfit } from '../core/embedding/misfits.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import { checkLabels } from '../core/prediction/check-labels.ts';
import { computeClassActivationMaps } from '../core/prediction/class-activation-maps.ts';
import { predictTable } from '../core/prediction/predict-table.ts';
import { predictUnseen } from '../core/prediction/predict-unseen.ts';
import type { BaseModelFailure, Failure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { findLearningRate } from '../core/training/find-learning-rate.ts';
import { trainHead } from '../core/training/train-head.ts';
import { batchPlans } from './batch-plans.ts';
import { chooseBackend, type ReadyBackend } from './choose-backend.ts';
import { drawCopies, embedCopies } from './copy-images.ts';
import { embedImages } from './embed-images.ts';
import type { EmbedPorts } from './embed-in-groups.ts';
import { createEmbeddingLanes, type EmbeddingLanes } from './embedding-lanes.ts';
import type {
  BackendReport,
  BaseModelInfo,
  BaseModelSource,
  EmbedTimings,
  EngineApi,
  StartRequest,
} from './engine-api.ts';
import type { EnginePorts, LoadedBaseModel } from './engine-ports.ts';
import { createExperiments } from './experiments.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';
import { createExports } from './exports.ts';
import { prepareForClassification } from './prepare-image.ts';
import { createSharedLock } from './shared-lock.ts';
import { createStepRunner } from './step-runner.ts';
import { tuneBaseOnImages } from './tune-base-on-images.ts';
import { createTunedEmbedders, type TunedEmbedders } from './tuned-embedders.ts';

/** The engine as it runs: one base model on one backend. */
interface Session {
  /** Null for files, which are read anew each time. */
  readonly sourceKey: string | null;
  /** The base model as its source gives it. */
  readonly loaded: LoadedBaseModel;
  /** The same at the input size in use. */
  readonly base: LoadedBaseModel;
  readonly ready: ReadyBackend;
  readonly info: BaseModelInfo;
  readonly tuned: TunedEmbedders;
  /** Null where the backend is not wasm, or the layers of the base model are not known. */
  readonly lanes: EmbeddingLanes | null;
}

/** Fewer images are embedded before lanes are up. */
const fewestForLanes = 16;

const notStarted: Failure = { kind: 'engine-crashed', detail: 'the engine has not been started' };

/** The engine, built from the core and what the place where it runs gives. */
export function createEngine(ports: EnginePorts): EngineApi {
  const { clock } = ports;
  const runSteps = createStepRunner(clock);
  // Changing the backend must not happen under a forward pass or a training run.
  const lock = createSharedLock();
  const starts = createSharedLock();
  const embeddingRuns = createSharedLock();
  let session: Session | null = null;
  /** The last classification: a person waits for it, so the next batch of a long embedding run lets it pass. */
  let classification: Promise<unknown> = Promise.resolve();

  /** The same source as the one in use is not fetched again. */
  const loadBase = async (
    source: BaseModelSource,
    onProgress: (loadedBytes: number, totalBytes: number) => void,
  ) => {
    const sourceKey = keyOf(source);
    const kept = sourceKey !== null && session?.sourceKey === sourceKey ? session.loaded : null;
    const loaded = kept ?? (await ports.loadBaseModel(source, onProgress));
    if ('kind' in loaded) return loaded;
    const base = resize(loaded, source, session);
    return 'kind' in base ? base : { sourceKey, loaded, base };
  };

  /** Runs images through `base`, in passes of the backend in use. @returns null once another base model is in use */
  const embed = (base: LoadedBaseModel, pixels: readonly Uint8Array[]): Promise<Float32Array | null> =>
    lock.shared(async () => {
      if (session === null || session.base !== base) return null;
      const { lanes, ready } = session;
      const { embedder } = ready;
      const embeddings = new Float32Array(pixels.length * embedder.embeddingSize);
      for (let first = 0; first < pixels.length; first += embedder.batchSize) {
        const pass = pixels.slice(first, first + embedder.batchSize);
        const values = (await lanes?.embed(pass)) ?? (await embedder.embed(pass));
        embeddings.set(values, first * embedder.embeddingSize);
      }
      return embeddings;
    });

  /** The same for one image and tuned layers, with its feature map where that is wanted and there is one. */
  const embedOne = (
    base: LoadedBaseModel,
    pixels: Uint8Array,
    withMap: boolean,
    tunedLayers: TunedLayers | null,
  ) =>
    lock.shared(async () => {
      if (session === null || session.base !== base) return null;
      const embedder = tunedLayers === null ? session.ready.embedder : await session.tuned.find(tunedLayers);
      if ('kind' in embedder) return null;
      if (withMap) return embedder.embedWithMap(pixels);
      return { embedding: Float32Array.from(await embedder.embed([pixels])), map: null };
    });

  /** Runs through many images with the base model in use, one run at a time. */
  const runEmbedding = (
    imageCount: number,
    run: (inputSize: number, embedPorts: EmbedPorts) => Promise<EmbedTimings>,
  ): Promise<EmbedTimings | Failure> =>
    embeddingRuns.exclusive(async () => {
      if (session === null) return notStarted;
      const { base, info, ready, lanes } = session;
      if (imageCount >= fewestForLanes) lanes?.open();
      try {
        return await run(info.inputSize, {
          batchSize: ready.embedder.batchSize,
          clock,
          embed: async (pixels) => {
            await classification;
            return embed(base, pixels);
          },
          passesAtOnce: () => lanes?.passesAtOnce() ?? 1,
        });
      } catch (error) {
        return explainOutOfMemory(error);
      }
    });

  const classify: EngineApi['classifyImage'] = async (image, head, withMaps = false, tunedLayers = null) => {
    if (session === null) return notStarted;
    const { base, info } = session;
    const { name, inputSize } = info;
    const otherBase: Failure = { kind: 'model-of-other-base', baseModel: name, inputSize };
    if (head.embeddingSize !== info.embeddingSize) return otherBase;
    const startMs = clock.now();
    const prepared = await prepareForClassification(image, inputSize, ports.images);
    if ('kind' in prepared) return prepared;
    try {
      const embedded = await embedOne(base, prepared.pixels, withMaps, tunedLayers);
      if (embedded === null) return otherBase;
      const { embedding, map } = embedded;
      const table = { sampleCount: 1, embeddingSize: embedding.length, values: embedding };
      const probabilities = predictTable(head, table);
      const activationMaps = map === null ? null : computeClassActivationMaps(head, map);
      const durationMs = clock.now() - startMs;
      // A frame is seen where it comes from; a file may be one that the page cannot show by itself.
      const thumbnail =
        image instanceof Blob ? await ports.images.encodeThumbnail(prepared.rgba, inputSize) : null;
      return { probabilities, embedding, thumbnail, remark: prepared.remark, activationMaps, durationMs };
    } catch (error) {
      return explainOutOfMemory(error);
    }
  };

  return {
    start(request, onStep) {
      return starts.exclusive(async () => {
        const found = await loadBase(request.baseModel, (loadedBytes, totalBytes) =>
          onStep({ step: 'loading-base-model', loadedBytes, totalBytes }),
        );
        if ('kind' in found) return found;
        const { base } = found;
        return lock.exclusive(async () => {
          const choice = await chooseBackend(choiceRequest(request, base, session, onStep), {
            ...ports,
            onLost(backend, detail) {
              if (session?.ready.backend === backend) ports.onDeviceLost(detail);
            },
          });
          if ('kind' in choice) return choice;
          const { ready, reports } = choice;
          const { inputSize, embeddingSize } = ready.embedder;
          const info: BaseModelInfo = { ...base.facts, inputSize, embeddingSize };
          const previous = session;
          const lanes =
            ready.backend === 'wasm' && base.network !== null
              ? createEmbeddingLanes(base.network, ports.lanes, clock)
              : null;
          session = { ...found, ready, info, tuned: createTunedEmbedders(base), lanes };
          previous?.lanes?.close();
          previous?.tuned.dispose();
          previous?.ready.embedder.dispose();
          if (previous !== null && previous.ready.backend !== ready.backend) {
            ports.backends.release(previous.ready.backend);
          }
          const cuts = base.network === null ? [] : listCuts(base.network);
          return { backend: ready.backend, reports, baseModel: info, cuts };
        });
      });
    },

    async expectImages(imageCount) {
      if (imageCount >= fewestForLanes) session?.lanes?.open();
    },

    embedImages(images, onEmbedded, knownImageHashes = new Set()) {
      return runEmbedding(images.length, (inputSize, embedPorts) =>
        embedImages(images, inputSize, ports.images, embedPorts, onEmbedded, knownImageHashes),
      );
    },

    embedCopies(images, augmentation, onEmbedded) {
      return runEmbedding(images.length, (inputSize, embedPorts) =>
        embedCopies(images, augmentation, inputSize, ports.images, embedPorts, onEmbedded),
      );
    },

    async drawCopies(image, augmentation) {
      if (session === null) return notStarted;
      return drawCopies(image, augmentation, session.info.inputSize, ports.images);
    },

    findNearDuplicates(request, onProgress) {
      return lock.shared(async () => {
        if (session === null) return notStarted;
        return runSteps(findNearDuplicates(request), onProgress);
      });
    },

    findMisfits(request) {
      return lock.shared<readonly Misfit[] | Failure>(async () => {
        if (session === null) return notStarted;
        return findMisfits(request).catch(explainOutOfMemory);
      });
    },

    mapEmbeddings(request, onProgress) {
      return lock.shared(async () => {
        if (session === null) return notStarted;
        const part = await loadPart(() => import('./map-embeddings.ts'));
        if ('kind' in part) return part;
        return runSteps(part.mapEmbeddings(request, clock.now), onProgress);
      });
    },

    checkLabels(request, onProgress) {
      return lock.shared(async () => {
        if (session === null) return notStarted;
        return runSteps(checkLabels(request), onProgress);
      });
    },

    trainHead(request, onStep) {
      return lock.shared(async () => {
        if (session === null) return notStarted;
        return runSteps(trainHead(request, clock), onStep, ({ phase }) => phase === 'refit', true);
      });
    },

    predictUnseen(request, onProgress) {
      return lock.shared(async () => {
        if (session === null) return notStarted;
        return runSteps(predictUnseen(request), onProgress);
      });
    },

    findLearningRate(request, onProgress) {
      return lock.shared(async () => {
        if (session === null) return notStarted;
        return runSteps(findLearningRate(request), onProgress);
      });
    },

    tuneBase(request, onStep) {
      return lock.shared(async () => {
        if (session === null) return notStarted;
        const { network, facts } = session.base;
        if (network === null || listBlocks(network.layers).length < request.settings.tunedBlockCount) {
          return { kind: 'base-not-cuttable', baseModel: facts.name } as const;
        }
        return runSteps(tuneBaseOnImages(network, request, ports), onStep);
      });
    },

    async predictTable(head, table) {
      return predictTable(head, table);
    },

    classifyImage(image, head, withMaps, tunedLayers) {
      const result = classify(image, head, withMaps, tunedLayers);
      classification = result.catch(() => {});
      return result;
    },

    ...createExperiments(ports, (work) =>
      lock.shared(async () => {
        if (session === null) return notStarted;
        return work(session.base, runSteps, batchPlans[session.ready.backend]);
      }),
    ),

    ...createExports(ports, (work) =>
      lock.shared(async () => {
        if (session === null) return work(null);
        const { base, ready, tuned } = session;
        const findEmbedder = async (tunedLayers: TunedLayers | null) =>
          tunedLayers === null ? ready.embedder : tuned.find(tunedLayers);
        return work({ base, findEmbedder });
      }),
    ),

    async countTensors() {
      return memory().numTensors;
    },
  };
}

function choiceRequest(
  request: StartRequest,
  base: LoadedBaseModel,
  session: Session | null,
  onStep: Parameters<EngineApi['start']>[1],
) {
  return {
    wanted: request.backend,
    base,
    knownReports: request.knownReports ?? [],
    inUse: session?.ready.backend ?? null,
    onTrial: (backend: BackendReport['backend']) => onStep({ step: 'measuring-backend', backend }),
  };
}

/** The base model at the size that the source asks for; the one in use where it is that, so that an embedding run goes on with it. */
function resize(
  loaded: LoadedBaseModel,
  source: BaseModelSource,
  session: Session | null,
): LoadedBaseModel | BaseModelFailure {
  if (source.kind !== 'built-in' || source.inputSize === undefined) return loaded;
  if (session?.loaded === loaded && session.info.inputSize === source.inputSize) return session.base;
  return loaded.atInputSize?.(source.inputSize) ?? loaded;
}

/** Equal for sources of the same files; null where nobody can tell. */
function keyOf(source: BaseModelSource): string | null {
  if (source.kind === 'built-in') return source.kind;
  return source.kind === 'layers-files' || source.kind === 'graph-files' ? null : JSON.stringify(source);
}
