import { createHash } from 'node:crypto';
import { builtInBaseId } from '../../../src/core/embedding/input-sizes.ts';
import type { BaseCut } from '../../../src/core/embedding/list-cuts.ts';
import type { Misfit, MisfitRequest } from '../../../src/core/embedding/misfits.ts';
import type { LabelCheck } from '../../../src/core/evaluation/find-label-errors.ts';
import type { LabelCheckRequest } from '../../../src/core/evaluation/label-check-request.ts';
import { predictTable } from '../../../src/core/prediction/predict-table.ts';
import type { Failure } from '../../../src/core/shared/failure.ts';
import type { CrossValidationRequest } from '../../../src/core/training/cross-validation-request.ts';
import type { Head } from '../../../src/core/training/head.ts';
import type { TrainingRequest } from '../../../src/core/training/training-types.ts';
import type {
  BaseModelInfo,
  EngineClient,
  StartRequest,
  StartResult,
} from '../../../src/engine/engine-api.ts';
import type { ExportAnswer } from '../../../src/engine/export-api.ts';
import { drawSmall, embed, embeddingSize, lookAt, tableOf } from './plain-images.ts';
import { predictUnseenPlainly, trainPlainly, tunePlainly } from './plain-training.ts';

/** Where a test can hold the engine up, or make it answer otherwise. */
export interface EngineHooks {
  onStart(request: StartRequest): Promise<StartResult | Failure | null>;
  /** Before each group of images; their texts. A failure ends the whole call. */
  onGroup(texts: readonly string[]): Promise<Failure | null>;
  /** Before the copies of each image; its text. */
  onCopy(text: string): Promise<Failure | null>;
  onTrain(request: TrainingRequest): Promise<void>;
  onEpoch(epoch: number): Promise<'loss-not-finite' | null>;
  /** Each time when near duplicates are looked for; the number of images. */
  onCompare(imageCount: number): Promise<Failure | null>;
  /** The answer where misfits are looked for. */
  onJudgeFit(request: MisfitRequest): Promise<readonly Misfit[] | Failure>;
  /** Before heads of folds judge images for the temperature. */
  onUnseen(request: CrossValidationRequest): Promise<Failure | null>;
  /** The answer where labels are checked. */
  onCheckLabels(request: LabelCheckRequest): Promise<LabelCheck | Failure>;
  /** Before a set is judged by a head. */
  onJudge(head: Head): Promise<void>;
  onClassify(text: string): Promise<Failure | null>;
  onExport(): Promise<Failure | null>;
  /** Texts of images that can be embedded but not be read again. */
  readonly unreadable: Set<string>;
  /** @param ask whether to go on */
  onExporting(ask: () => Promise<ExportAnswer>): Promise<ExportAnswer>;
  /** Before an approach is tried, by its name, and before each run of a learning curve: `head 5 1`. */
  onExperiment(what: string): Promise<Failure | null>;
}

/**
 * An engine without TensorFlow.js for the studio's tests. An "image" is a text such as `red 3`: its first word is what it
 * shows, `broken` is damaged; `lookAt` says what else. A head is the mean embedding of each class, so that it tells words apart.
 */
export interface PlainEngine extends EngineClient {
  readonly hooks: EngineHooks;
  /** Texts of all images embedded so far, in order. */
  readonly embedded: readonly string[];
  /** The same of all copies: `red 3 copy 1`. */
  readonly copied: readonly string[];
  readonly starts: readonly StartRequest[];
  /** Ends every call in flight, as when the worker dies. */
  crash(detail?: string): void;
}

export const builtInBase: BaseModelInfo = {
  id: builtInBaseId,
  name: 'Plain base',
  inputSize: 16,
  embeddingSize,
  inputRange: [-1, 1],
  sha256: 'a'.repeat(64),
  parameterCount: 100,
  exportable: true,
  source: 'tests',
  licence: 'MIT',
};

/** Where it may be cut: what is kept of an image grows with the blocks. */
export const plainCuts: readonly BaseCut[] = [1, 2].map((blockCount) => ({
  blockCount,
  parameterCount: 40 * blockCount,
  activationBytes: 1000 * blockCount,
  workFraction: 0.1 * blockCount,
}));

/** New images in a group, and images at all. */
const groupSize = 2;
const longestGroup = 32;

export function createPlainEngine(): PlainEngine {
  const listeners = new Set<(failure: Failure) => void>();
  const embedded: string[] = [];
  const copied: string[] = [];
  const starts: StartRequest[] = [];
  let base: BaseModelInfo | null = null;
  let abandon = new Set<(failure: Failure) => void>();

  function endCalls(failure: Failure): void {
    const abandoned = abandon;
    abandon = new Set();
    base = null;
    for (const end of abandoned) end(failure);
  }

  /** A call that a crash ends, as the real client does it. */
  function untilCrash<Answer>(work: () => Promise<Answer>): Promise<Answer | Failure> {
    return new Promise((resolve, reject) => {
      abandon.add(resolve);
      work().then(resolve, reject);
    });
  }

  const hooks: EngineHooks = {
    onStart: async () => null,
    onGroup: async () => null,
    onCopy: async () => null,
    onTrain: async () => {},
    onEpoch: async () => null,
    onCompare: async () => null,
    onJudgeFit: async () => [],
    onUnseen: async () => null,
    onCheckLabels: async () => ({ errors: [], ambiguous: [] }),
    onJudge: async () => {},
    onClassify: async () => null,
    onExport: async () => null,
    unreadable: new Set(),
    onExporting: (ask) => ask(),
    onExperiment: async () => null,
  };

  return {
    hooks,
    embedded,
    copied,
    starts,
    crash(detail = 'test') {
      const failure: Failure = { kind: 'engine-crashed', detail };
      endCalls(failure);
      for (const listener of listeners) listener(failure);
    },
    abandon: endCalls,
    onCrash(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    start: (request, onStep) =>
      untilCrash(async () => {
        starts.push(request);
        onStep({ step: 'loading-base-model', loadedBytes: 1, totalBytes: 2 });
        const answer = await hooks.onStart(request);
        if (answer !== null) {
          if ('baseModel' in answer && typeof answer.baseModel === 'object') base = answer.baseModel;
          return answer;
        }
        base = builtInBase;
        const backend = request.backend === 'auto' ? 'wasm' : request.backend;
        return {
          backend,
          reports: [{ backend, state: 'ready', msPerImage: 5 }],
          baseModel: base,
          cuts: plainCuts,
        };
      }),

    embedImages: (images, onEmbedded, knownImageHashes = new Set()) =>
      untilCrash(async () => {
        const usedBase = base as BaseModelInfo;
        const known = new Set(knownImageHashes);
        const files = await Promise.all(
          images.map(async ({ id, image }) => {
            const text = await image.text();
            return { id, text, imageHash: createHash('sha256').update(text).digest('hex') };
          }),
        );
        let imagesEmbedded = 0;
        while (files.length > 0) {
          const group = files.splice(0, groupLength(files, known));
          const failure = await hooks.onGroup(group.map(({ text }) => text));
          if (failure !== null) return failure;
          if (base !== usedBase) return { kind: 'engine-crashed', detail: 'gone' } as const;
          const results = group.map(({ id, text, imageHash }) => {
            if (text.startsWith('broken')) {
              return { id, failure: { kind: 'file-damaged', format: 'PNG' } } as const;
            }
            if (known.has(imageHash)) return { id, knownImageHash: imageHash };
            known.add(imageHash);
            embedded.push(text);
            imagesEmbedded++;
            return {
              id,
              embedding: embed(text, usedBase),
              imageHash,
              thumbnail: drawSmall(text),
              pixels: lookAt(text),
              width: 10,
              height: 10,
              remark: text.startsWith('moving') ? ({ kind: 'animated' } as const) : null,
            };
          });
          if ((await onEmbedded(results)) === 'stop') break;
        }
        return { imagesEmbedded, decodeMs: 1, embedMs: 2 * imagesEmbedded, totalMs: 3 * imagesEmbedded };
      }),

    embedCopies: (images, augmentation, onEmbedded) =>
      untilCrash(async () => {
        const usedBase = base as BaseModelInfo;
        let copyCount = 0;
        for (const { image, imageHash, copyNumbers } of images) {
          const text = await image.text();
          const failure = await hooks.onCopy(text);
          if (failure !== null && failure.kind !== 'file-unreadable') return failure;
          if (base !== usedBase) return { kind: 'engine-crashed', detail: 'gone' } as const;
          const copies = copyNumbers.map((copyNumber) => {
            if (failure === null) copied.push(`${text} copy ${copyNumber}`);
            const changed = `${text} ${JSON.stringify(augmentation)} ${copyNumber}`;
            return { copyNumber, embedding: embed(changed, usedBase) };
          });
          if (failure === null) copyCount += copies.length;
          const result = failure?.kind === 'file-unreadable' ? { imageHash, failure } : { imageHash, copies };
          if ((await onEmbedded([result])) === 'stop') break;
        }
        return { imagesEmbedded: copyCount, decodeMs: 1, embedMs: 2 * copyCount, totalMs: 3 * copyCount };
      }),

    expectImages: async () => undefined,
    drawCopies: ({ image, copyNumbers }, augmentation) =>
      untilCrash(async () => {
        const text = await image.text();
        return copyNumbers.map((number) => new Blob([`${text} ${number} ${JSON.stringify(augmentation)}`]));
      }),

    findNearDuplicates: ({ pixels }, onProgress) =>
      untilCrash(async () => {
        const failure = await hooks.onCompare(pixels.length);
        if (failure !== null) return failure;
        if ((await onProgress(0.5)) === 'stop') return null;
        const groups = new Map<string, number[]>();
        for (const [row, { miniature }] of pixels.entries()) {
          const seen = miniature.join();
          groups.set(seen, [...(groups.get(seen) ?? []), row]);
        }
        return [...groups.values()].filter((group) => group.length > 1);
      }),

    findMisfits: (request) => untilCrash(async () => hooks.onJudgeFit(request)),
    checkLabels: (request, onProgress) =>
      untilCrash(async () => ((await onProgress(0.5)) === 'stop' ? null : hooks.onCheckLabels(request))),

    trainHead: (request, onStep) => untilCrash(() => trainPlainly(hooks, request, onStep)),

    predictUnseen: (request, onProgress) =>
      untilCrash(() => predictUnseenPlainly(hooks, request, onProgress)),

    findLearningRate: (request, onProgress) =>
      untilCrash(async () => {
        await hooks.onTrain(request);
        if ((await onProgress(0.5)) === 'stop') return null;
        const points = [0.001, 0.01, 0.1].map((learningRate, i) => ({ learningRate, loss: 1 / (i + 1) }));
        return { points, suggested: 0.01 };
      }),

    tuneBase: (request, onStep) => untilCrash(() => tunePlainly(hooks, request, onStep)),

    // Always the first class.
    tryApproach: ({ approach, data }, _, onProgress) =>
      untilCrash(async () => {
        const failure = await hooks.onExperiment(approach);
        if (failure !== null) return failure;
        if ((await onProgress(0.5)) === 'stop') return null;
        return {
          predictedClassIndexes: new Int32Array(data.judgedRows.length),
          trainedParameterCount: approach === 'scratch' ? 10 : 0,
          neighbourCount: approach === 'neighbours' ? 5 : null,
          commonNames:
            approach === 'imagenet' ? Array.from({ length: data.classCount }, () => 'tench') : null,
          durationMs: 1,
        };
      }),

    // A run is the better, the more images it has.
    drawLearningCurve: ({ runs }, _, onStep) =>
      untilCrash(async () => {
        for (const [index, run] of runs.entries()) {
          const failure = await hooks.onExperiment(`${run.learner} ${run.perClass} ${run.seed}`);
          if (failure !== null) return failure;
          const accuracy = 1 - 0.5 / (run.perClass ?? 100);
          const results = [{ ...run, accuracy }];
          if ((await onStep({ doneFraction: (index + 1) / runs.length, results })) === 'stop') return null;
        }
        return null;
      }),

    embedShifted: (pictures, shifts, onProgress, tunedLayers = null) =>
      untilCrash(async () => {
        if ((await onProgress(0.5)) === 'stop') return null;
        const texts = await Promise.all(pictures.map(({ image }) => image.text()));
        const readRows = [...texts.keys()].filter((row) => !hooks.unreadable.has(texts[row] as string));
        const rows = readRows.map((row) => embed(texts[row] as string, base as BaseModelInfo));
        return {
          readRows,
          shifts: shifts.map((shift) => ({ shift, embeddings: tableOf(rows, tunedLayers), preview: null })),
        };
      }),

    embedAtSizes: (pictures, inputSizes, onProgress) =>
      untilCrash(async () => {
        const texts = await Promise.all(pictures.map(({ image }) => image.text()));
        for (const [index] of texts.entries()) {
          if ((await onProgress(index / texts.length)) === 'stop') return null;
        }
        const readRows = [...texts.keys()].filter((row) => !hooks.unreadable.has(texts[row] as string));
        const sizes = inputSizes.map((inputSize) => {
          const baseModel = { ...(base as BaseModelInfo), inputSize };
          // Details are too small to be seen in the smallest square.
          const rows = readRows.map((row) =>
            embed(inputSize < 160 ? 'grey' : (texts[row] as string), baseModel),
          );
          return { baseModel, embeddings: tableOf(rows, null), msPerImage: inputSize ** 2 / 1000 };
        });
        return { readRows, sizes };
      }),

    embedCompressed: (pictures, _, onProgress, tunedLayers = null) =>
      untilCrash(async () => {
        if ((await onProgress(0.5)) === 'stop') return null;
        const texts = await Promise.all(pictures.map(({ image }) => image.text()));
        const readRows = [...texts.keys()].filter((row) => !hooks.unreadable.has(texts[row] as string));
        const rows = readRows.map((row) => embed(texts[row] as string, base as BaseModelInfo));
        return { readRows, embeddings: tableOf(rows, tunedLayers), sizeBytes: 1000, msPerImage: 1 };
      }),

    mapEmbeddings: ({ embeddings: { sampleCount } }, onProgress) =>
      untilCrash(async () => {
        if ((await onProgress(0.5)) === 'stop') return null;
        const positions = Float32Array.from({ length: 2 * sampleCount }, (_, i) => i);
        return { positions, axes: null, nearestRows: null };
      }),

    tryGrowth: ({ newClassIndex }, onStep) =>
      untilCrash(async () => {
        for (const way of ['new-only', 'rehearsal'] as const) {
          const failure = await hooks.onExperiment(`grow ${newClassIndex} ${way}`);
          if (failure !== null) return failure;
          const points = [{ way, epoch: 0, oldAccuracy: way === 'rehearsal' ? 1 : 0, newAccuracy: 1 }];
          if ((await onStep({ doneFraction: way === 'rehearsal' ? 1 : 0.5, points })) === 'stop') return null;
        }
        return null;
      }),

    async predictTable(head, table) {
      await hooks.onJudge(head);
      return predictTable(head, table);
    },

    classifyImage: (image, head, withMaps = false, tunedLayers = null) =>
      untilCrash(async () => {
        const text = image instanceof Blob ? await image.text() : (image as unknown as { text: string }).text;
        const failure = await hooks.onClassify(text);
        if (failure !== null) return failure;
        const table = tableOf([embed(text, base as BaseModelInfo)], tunedLayers);
        const embedding = table.values;
        const probabilities = predictTable(head, table);
        const thumbnail = image instanceof Blob ? drawSmall(text) : null;
        const remark = text.startsWith('moving') ? ({ kind: 'animated' } as const) : null;
        const values = new Float32Array(head.classCount * 4).fill(1);
        const activationMaps = withMaps ? { rowCount: 2, columnCount: 2, values } : null;
        return { probabilities, embedding, thumbnail, remark, activationMaps, durationMs: 1 };
      }),

    exportModel: ({ format, description, pictures }, onProgress) =>
      untilCrash(async () => {
        const failure = await hooks.onExport();
        if (failure !== null) return failure;
        const ask = () => onProgress({ stage: 'checking', doneCount: pictures.length });
        if ((await hooks.onExporting(ask)) === 'stop') return null;
        return {
          file: writeText(format === 'head' ? 'head.zip' : 'model.zip', description),
          check: { outcome: 'unchecked', reason: 'no-client' },
        };
      }),
    countTensors: async () => 0,
  };
}

/** As with the real engine, images that are known come along with new ones. */
function groupLength(files: readonly { readonly imageHash: string }[], known: ReadonlySet<string>): number {
  let newCount = 0;
  const end = files.findIndex(({ imageHash }, index) => {
    if (!known.has(imageHash)) newCount++;
    return newCount > groupSize || index === longestGroup;
  });
  return end === -1 ? files.length : end;
}

function writeText(fileName: string, content: unknown) {
  return { fileName, mediaType: 'text/plain', bytes: new TextEncoder().encode(JSON.stringify(content)) };
}
