import type { BaseModel } from '../core/embedding/base-model.ts';
import type { Embedder } from '../core/embedding/embedder.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import { type ExportCheck, tolerances } from '../core/export/export-check.ts';
import type { ExportedFile } from '../core/export/exported-file.ts';
import type { ModelDescription } from '../core/export/model-description.ts';
import type { QuantizedNetwork } from '../core/export/tflite/quantize-network.ts';
import type { Answer } from '../core/shared/answer.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import { type CheckResult, checkExport } from './checks/check-export.ts';
import { confirmExport } from './checks/confirm-export.ts';
import { type ClientSource, findClient } from './checks/find-client.ts';
import type { EnginePorts, LoadedBaseModel } from './engine-ports.ts';
import { explainOutOfMemory } from './explain-out-of-memory.ts';
import type { CheckedFile, ExportApi, ExportProgress, ModelExportRequest } from './export-api.ts';
import { prepareForClassification } from './prepare-image.ts';
import { tuneLoadedBase } from './tune-loaded-base.ts';
import { writeModel } from './write-model.ts';

/** The base model in use, which stays it until the work has ended. */
export interface ExportSession {
  readonly base: LoadedBaseModel;
  /** The embedder on the backend; with tuned layers, of the base model that has these. */
  findEmbedder(tunedLayers: TunedLayers | null): Promise<Embedder | Failure>;
}

/** The engine's exports. `withSession` gives null where the engine has not been started. */
export function createExports(
  ports: Pick<EnginePorts, 'images' | 'clock' | 'runtime' | 'checkPrograms'>,
  withSession: <Result>(work: (session: ExportSession | null) => Promise<Result>) => Promise<Result>,
): ExportApi {
  return {
    exportModel: (request, onProgress, frame = null) =>
      withSession(async (session) => {
        let stopped = false;
        let latest: ExportProgress = { stage: 'checking', doneCount: 0 };
        const tell = async (progress: ExportProgress): Promise<Answer> => {
          latest = progress;
          const answer = await onProgress(progress);
          stopped ||= answer === 'stop';
          return answer === 'continue' ? 'continue' : 'stop';
        };
        try {
          const base = session && tuneLoadedBase(session.base, request.tunedLayers);
          if (isFailure(base)) return base;
          const calibration = await readCalibration(request);
          if (isFailure(calibration)) return calibration;
          const quantize = createQuantizer(request, calibration);
          const write = (check: ExportCheck | null) => {
            const description: ModelDescription = { ...request.description, check };
            return writeModel(base, { ...request, description, quantize }, ports.runtime);
          };
          const places = { programs: ports.checkPrograms, frame };
          const client = await findClient(request, places, (loadedBytes, totalBytes) =>
            tell(loadedBytes === null ? latest : { stage: 'fetching', loadedBytes, totalBytes }),
          );
          if (stopped) return null;
          if ('outcome' in client) return complete(await write(client), client);
          try {
            const unchecked = await write(null);
            if (isFailure(unchecked)) return unchecked;
            const { check, answers } = await checkFile(unchecked, client, request, session, (doneCount) =>
              tell({ stage: 'checking', doneCount }),
            );
            if (stopped) return null;
            const file = await write(check);
            if (isFailure(file) || answers.length === 0) return complete(file, check);
            const { labels } = request.description;
            const difference = await confirmExport(
              () => client.open(file),
              labels,
              answers,
              () => tell(latest),
            );
            if (stopped) return null;
            if (difference === null) return { file, check };
            const refused: ExportCheck = { outcome: 'refused', client: client.name, detail: difference };
            return complete(await write(refused), refused);
          } finally {
            client.close();
          }
        } catch (error) {
          return explainOutOfMemory(error);
        }
      }),
  };

  /** The squares of the training images, where the format needs them. */
  async function readCalibration(request: ModelExportRequest): Promise<readonly Uint8Array[] | Failure> {
    const isNeeded =
      request.format === 'c-header' || (request.format === 'tflite' && request.precision === 'int8');
    if (!isNeeded) return [];
    const { inputSize } = request.description.baseModel;
    const pixels: Uint8Array[] = [];
    for (const { image } of request.calibration) {
      const prepared = await prepareForClassification(image, inputSize, ports.images);
      if (!isFailure(prepared)) pixels.push(prepared.pixels);
    }
    return pixels.length === 0 ? { kind: 'nothing-to-calibrate' } : pixels;
  }

  async function checkFile(
    file: ExportedFile,
    client: ClientSource,
    request: ModelExportRequest,
    session: ExportSession | null,
    onChecked: (doneCount: number) => Promise<Answer>,
  ): Promise<CheckResult> {
    const notInUse: CheckResult = {
      check: { outcome: 'unchecked', reason: 'base-not-in-use' },
      answers: [],
    };
    if (session === null) return notInUse;
    const { head, description, pictures, tunedLayers } = request;
    const embedder = await session.findEmbedder(tunedLayers);
    if (isFailure(embedder) || embedder.embeddingSize !== head.embeddingSize) return notInUse;
    return checkExport(
      {
        head,
        inputSize: embedder.inputSize,
        embed: async (pixels) => Float32Array.from(await embedder.embed([pixels])),
        open: () => client.open(file),
        clientName: client.name,
        labels: description.labels,
        // What has no choice of precision is not rounded.
        tolerance: tolerances['precision' in request ? request.precision : 'float32'],
        pictures,
      },
      ports,
      onChecked,
    );
  }
}

function complete(file: ExportedFile | Failure, check: ExportCheck): CheckedFile | Failure {
  return isFailure(file) ? file : { file, check };
}

/** Rounds the base model and the head by what they do on images: once, however often the file is written. */
function createQuantizer({ head }: ModelExportRequest, images: readonly Uint8Array[]) {
  let rounded: Promise<QuantizedNetwork | Failure> | null = null;
  const round = async (network: BaseModel) => {
    const part = await loadPart(() => import('../core/export/tflite/quantize-network.ts'));
    return isFailure(part) ? part : part.quantizeNetwork(network, head, images);
  };
  return (network: BaseModel) => {
    rounded ??= round(network);
    return rounded;
  };
}
