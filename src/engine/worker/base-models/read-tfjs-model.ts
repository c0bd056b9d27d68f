import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import {
  type ByteAllowance,
  createByteAllowance,
  fetchModelFile,
  modelLimits,
  parseModelJson,
} from './fetch-model-file.ts';
import {
  assembleModel,
  type ModelOutline,
  outlineModel,
  type TfjsFormat,
  type TfjsModel,
} from './tfjs-model.ts';
import { unfit } from './unfit.ts';

type Progress = (loadedBytes: number, totalBytes: number) => void;

/**
 * Fetches a TF.js model.
 * @param url of its model.json; the weights lie beside it and are asked for with the same query
 */
export async function fetchTfjsModel(
  url: string,
  format: TfjsFormat,
  onProgress: Progress,
): Promise<TfjsModel | BaseModelFailure> {
  if (!/^https?:$/.test(protocolOf(url))) {
    return { kind: 'base-model-unreachable', url, detail: 'it is not a web address' };
  }
  const bytes = await fetchModelFile(url, createByteAllowance('its model.json', modelLimits.topologyBytes));
  if ('kind' in bytes) return bytes;
  const parsed = parseModelJson(bytes, url);
  if ('kind' in parsed) return parsed;
  const outline = outlineModel(parsed.json, format);
  if ('kind' in outline) return outline;
  const tooLarge = findTooLarge(outline);
  if (tooLarge !== null) return tooLarge;

  const allowance = allowWeights(outline, onProgress);
  const files = await Promise.all(
    outline.weightPaths.map((path) => fetchModelFile(besideUrl(path, url), allowance)),
  );
  const read: ArrayBuffer[] = [];
  for (const file of files) {
    if ('kind' in file) return file;
    read.push(file);
  }
  return assembleModel(outline, read);
}

/** Reads a TF.js model from files that a person chose: a model.json and the weight files that it names. */
export async function readTfjsModelFiles(
  files: readonly File[],
  format: TfjsFormat,
  onProgress: Progress,
): Promise<TfjsModel | BaseModelFailure> {
  const jsonFiles = files.filter(({ name }) => name.endsWith('.json'));
  const modelFile = jsonFiles.find(({ name }) => name === 'model.json') ?? jsonFiles[0];
  if (modelFile === undefined) return unfit('there is no model.json among the files');
  if (modelFile.size > modelLimits.topologyBytes) return unfit(`${modelFile.name} is too large`);
  const parsed = parseModelJson(await modelFile.arrayBuffer(), null);
  if ('kind' in parsed) return parsed;
  const outline = outlineModel(parsed.json, format);
  if ('kind' in outline) return outline;
  const tooLarge = findTooLarge(outline);
  if (tooLarge !== null) return tooLarge;

  const allowance = allowWeights(outline, onProgress);
  const read: ArrayBuffer[] = [];
  for (const path of outline.weightPaths) {
    const name = path.split('/').at(-1);
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined) return unfit(`the file ${name} is missing among the files`);
    const excess = allowance.take(file.size);
    if (excess !== null) return excess;
    read.push(await file.arrayBuffer());
  }
  return assembleModel(outline, read);
}

function findTooLarge({ weightBytes }: ModelOutline): BaseModelFailure | null {
  if (weightBytes <= modelLimits.weightsBytes) return null;
  return unfit(`its weights take ${weightBytes} bytes, the limit is ${modelLimits.weightsBytes}`);
}

/** All weight files together may bring what the model.json announces, and no more. */
function allowWeights({ weightBytes }: ModelOutline, onProgress: Progress): ByteAllowance {
  return createByteAllowance('its weights', weightBytes, (sumBytes) => onProgress(sumBytes, weightBytes));
}

function protocolOf(url: string): string {
  try {
    return new URL(url).protocol;
  } catch {
    return '';
  }
}

/** Signed addresses and hubs want the query of the model.json on every file. */
function besideUrl(path: string, modelUrl: string): string {
  const address = new URL(path, modelUrl);
  if (address.search === '') address.search = new URL(modelUrl).search;
  return address.href;
}
