import { type BaseModelManifest, parseBaseModel } from '../../../core/embedding/base-model.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { describeNetwork } from '../../describe-network.ts';
import type { LoadedBaseModel } from '../../engine-ports.ts';
import { hashBytes } from '../../hash-bytes.ts';
import {
  createByteAllowance,
  fetchModelFile,
  modelLimits,
  parseModelJson,
  unreachable,
} from './fetch-model-file.ts';
import type { KeptWeights } from './kept-weights.ts';
import { loadImagenetHead } from './load-imagenet-head.ts';

/**
 * Fetches the prepared base model that comes with the studio.
 * @param folderUrl absolute, ending in a slash; `model.json` and the weights file lie in it
 * @param keptWeights asked for the weights before they are fetched, and given them afterwards
 */
export async function loadBuiltInBase(
  folderUrl: string,
  keptWeights: KeptWeights,
  onProgress: (loadedBytes: number, totalBytes: number) => void,
): Promise<LoadedBaseModel | BaseModelFailure> {
  const manifestUrl = new URL('model.json', folderUrl).href;
  const manifestBytes = await fetchModelFile(
    manifestUrl,
    createByteAllowance('its model.json', modelLimits.topologyBytes),
  );
  if ('kind' in manifestBytes) return manifestBytes;
  const parsed = parseModelJson(manifestBytes, manifestUrl);
  if ('kind' in parsed) return parsed;

  // The manifest is checked as a whole, together with the weights, once they are here.
  const announced = (parsed.json as Partial<BaseModelManifest> | null)?.weights;
  const weightsUrl = new URL(announced?.file ?? 'weights.bin', folderUrl).href;
  const announcedHash = String(announced?.sha256);
  const kept = await keptWeights.read(weightsUrl, announcedHash);
  if (kept !== null) {
    const base = await readBase(parsed.json, kept, weightsUrl, keptWeights);
    // What was damaged since is fetched again.
    if (!('kind' in base)) return base;
  }

  const totalBytes = announced?.sizeBytes ?? 0;
  const allowance = createByteAllowance('its weights', modelLimits.weightsBytes, (loadedBytes) =>
    onProgress(loadedBytes, totalBytes),
  );
  const weights = await fetchModelFile(weightsUrl, allowance);
  if ('kind' in weights) return weights;
  if (announced?.sizeBytes !== undefined && weights.byteLength !== announced.sizeBytes) {
    return unreachable(weightsUrl, `${weights.byteLength} of ${announced.sizeBytes} bytes came`);
  }
  const base = await readBase(parsed.json, weights, weightsUrl, keptWeights);
  if (!('kind' in base)) void keptWeights.keep(weightsUrl, announcedHash, weights);
  return base;
}

async function readBase(
  manifest: unknown,
  weights: ArrayBuffer,
  weightsUrl: string,
  keptWeights: KeptWeights,
): Promise<LoadedBaseModel | BaseModelFailure> {
  const base = parseBaseModel(manifest, weights);
  if ('kind' in base) return base;
  const { id, name, inputRange, source, licence } = base.manifest;
  const sha256 = await hashBytes(new Uint8Array(weights));
  if (sha256 !== base.manifest.weights.sha256) {
    return unreachable(weightsUrl, 'it was damaged on the way');
  }
  const parameterCount = base.layers.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
  return describeNetwork(base, {
    facts: { id, name, inputRange, sha256, parameterCount, exportable: true, source, licence },
    loadImagenetHead: () => loadImagenetHead(base.manifest, new URL('.', weightsUrl).href, keptWeights),
  });
}
