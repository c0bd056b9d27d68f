import type { BaseModelManifest } from '../../../core/embedding/base-model.ts';
import { type ImagenetHead, parseImagenetHead } from '../../../core/embedding/imagenet-head.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { hashBytes } from '../../hash-bytes.ts';
import {
  createByteAllowance,
  fetchModelFile,
  modelLimits,
  parseModelJson,
  unreachable,
} from './fetch-model-file.ts';
import type { KeptWeights } from './kept-weights.ts';

/**
 * Fetches the 1000-class head of the built-in base model and the names of its classes.
 * @param folderUrl where they lie: absolute, ending in a slash
 * @param keptWeights asked for the head before it is fetched, and given it afterwards
 */
export async function loadImagenetHead(
  { imagenetHead, embeddingSize }: BaseModelManifest,
  folderUrl: string,
  keptWeights: KeptWeights,
): Promise<ImagenetHead | BaseModelFailure> {
  const headUrl = new URL(imagenetHead.file, folderUrl).href;
  const namesUrl = new URL(imagenetHead.classesFile, folderUrl).href;
  const names = await fetchModelFile(
    namesUrl,
    createByteAllowance('its list of ImageNet classes', modelLimits.topologyBytes),
  );
  if ('kind' in names) return names;
  const classNames = parseModelJson(names, namesUrl);
  if ('kind' in classNames) return classNames;

  const kept = await keptWeights.read(headUrl, imagenetHead.sha256);
  // What was damaged since is fetched again.
  if (kept !== null && (await isSound(kept))) return parseImagenetHead(kept, classNames.json, embeddingSize);
  const bytes = await fetchModelFile(
    headUrl,
    createByteAllowance('its ImageNet head', modelLimits.weightsBytes),
  );
  if ('kind' in bytes) return bytes;
  if (!(await isSound(bytes))) return unreachable(headUrl, 'it was damaged on the way');
  void keptWeights.keep(headUrl, imagenetHead.sha256, bytes);
  return parseImagenetHead(bytes, classNames.json, embeddingSize);

  async function isSound(head: ArrayBuffer): Promise<boolean> {
    return (await hashBytes(new Uint8Array(head))) === imagenetHead.sha256;
  }
}
