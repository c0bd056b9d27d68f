import type { io } from '@tensorflow/tfjs-core';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { hashBytes } from '../../hash-bytes.ts';
import { concatenate } from './fetch-model-file.ts';
import { unfit } from './unfit.ts';

/** The two formats of TensorFlow.js. */
export type TfjsFormat = 'layers-model' | 'graph-model';

/** A TF.js model as plain data, off any backend. */
export interface TfjsModel {
  readonly format: TfjsFormat;
  readonly artifacts: io.ModelArtifacts;
  readonly parameterCount: number;
  /** Over its topology and its weights. */
  readonly sha256: string;
}

/** What a model.json says, checked as far as reading the weights needs it. */
export interface ModelOutline {
  readonly json: io.ModelJSON;
  readonly format: TfjsFormat;
  readonly weightPaths: readonly string[];
  readonly weightSpecs: readonly io.WeightsManifestEntry[];
  readonly weightBytes: number;
}

/**
 * Checks a model.json before any of its weights are read.
 * @param wanted the format that it must have; null for either
 */
export function outlineModel(json: unknown, wanted: TfjsFormat | null): ModelOutline | BaseModelFailure {
  const model = json as Partial<io.ModelJSON> | null;
  if (typeof model !== 'object' || model === null || typeof model.modelTopology !== 'object') {
    return unfit('its model.json holds no TensorFlow.js model');
  }
  const format = formatOf(model);
  if (wanted !== null && format !== wanted) {
    return unfit(
      `it is a ${format.replace('-', ' ')}, not a ${wanted.replace('-', ' ')}; choose the other format`,
    );
  }
  const groups = model.weightsManifest;
  if (!Array.isArray(groups) || !groups.every(isGroup)) {
    return unfit('the list of weights in its model.json is missing or malformed');
  }
  const weightPaths = groups.flatMap((group) => group.paths);
  const weightSpecs = groups.flatMap((group) => group.weights);
  const elsewhere = weightPaths.find((path) => /^[a-z][a-z0-9+.-]*:|^\/\//i.test(path));
  if (elsewhere !== undefined) return unfit(`its weights file ${elsewhere} lies at another address`);
  const weightBytes = weightSpecs.reduce((sum, spec) => sum + sizeOfWeight(spec), 0);
  return { json: model as io.ModelJSON, format, weightPaths, weightSpecs, weightBytes };
}

/** Puts the outline of a model and the contents of its weight files together. */
export async function assembleModel(
  outline: ModelOutline,
  weightFiles: readonly ArrayBuffer[],
): Promise<TfjsModel | BaseModelFailure> {
  const { json, format, weightSpecs, weightBytes } = outline;
  const sizeBytes = weightFiles.reduce((sum, file) => sum + file.byteLength, 0);
  if (sizeBytes !== weightBytes) {
    return unfit(`its weights have ${sizeBytes} bytes, ${weightBytes} were expected`);
  }
  const weightData = concatenate(
    weightFiles.map((file) => new Uint8Array(file)),
    sizeBytes,
  );
  const { modelTopology, signature, modelInitializer, initializerSignature, userDefinedMetadata } = json;
  const artifacts: io.ModelArtifacts = {
    format,
    modelTopology,
    weightSpecs: [...weightSpecs],
    weightData,
    ...(signature !== undefined && { signature }),
    ...(modelInitializer !== undefined && { modelInitializer }),
    ...(initializerSignature !== undefined && { initializerSignature }),
    ...(userDefinedMetadata !== undefined && { userDefinedMetadata }),
  };
  const topology = new TextEncoder().encode(JSON.stringify(modelTopology));
  const hashed = concatenate([topology, new Uint8Array(weightData)], topology.length + sizeBytes);
  return {
    format,
    artifacts,
    parameterCount: weightSpecs.reduce((sum, { shape }) => sum + countEntries(shape), 0),
    sha256: await hashBytes(new Uint8Array(hashed)),
  };
}

/** Older files do not name their format, but only a graph has nodes. */
function formatOf(model: Partial<io.ModelJSON>): TfjsFormat {
  if (model.format === 'layers-model' || model.format === 'graph-model') return model.format;
  return 'node' in (model.modelTopology ?? {}) ? 'graph-model' : 'layers-model';
}

function isGroup(group: unknown): group is io.WeightsManifestConfig[number] {
  const { paths, weights } = (group ?? {}) as { paths?: unknown; weights?: unknown };
  return (
    Array.isArray(paths) &&
    paths.every((path) => typeof path === 'string') &&
    Array.isArray(weights) &&
    weights.every(isWeightSpec)
  );
}

const bytesPerEntry: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  float16: 2,
  uint16: 2,
  uint8: 1,
};

function isWeightSpec(spec: unknown): spec is io.WeightsManifestEntry {
  const { name, shape, dtype, quantization } = (spec ?? {}) as Partial<io.WeightsManifestEntry>;
  return (
    typeof name === 'string' &&
    Array.isArray(shape) &&
    shape.every((side) => Number.isInteger(side) && side >= 0) &&
    typeof dtype === 'string' &&
    bytesPerEntry[quantization?.dtype ?? dtype] !== undefined
  );
}

function sizeOfWeight({ shape, dtype, quantization }: io.WeightsManifestEntry): number {
  return countEntries(shape) * (bytesPerEntry[quantization?.dtype ?? dtype] ?? 0);
}

function countEntries(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
