import type { BatchPlan, Embedder } from '../../../core/embedding/embedder.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import type { BaseModelSource } from '../../engine-api.ts';
import type { BaseModelLoader, LoadedBaseModel } from '../../engine-ports.ts';
import { hashBytes } from '../../hash-bytes.ts';
import { exportLayersModel } from './export-layers-model.ts';
import { type KeptWeights, keepNoWeights } from './kept-weights.ts';
import { loadBuiltInBase } from './load-built-in-base.ts';
import { createGraphEmbedder } from './load-graph-model.ts';
import { createLayersEmbedder } from './load-layers-model.ts';
import { createMobileNetEmbedder, mobileNetUrl } from './load-tfjs-mobilenet.ts';
import { fetchTfjsModel, readTfjsModelFiles } from './read-tfjs-model.ts';
import type { TfjsModel } from './tfjs-model.ts';
import { unfit } from './unfit.ts';

type ForeignSource = Exclude<BaseModelSource, { kind: 'built-in' }>;

/**
 * @param builtInUrl the folder of the base model that comes with the studio: absolute, ending in a slash
 * @param keptWeights keeps the weights of that base model between visits
 */
export function createBaseModelLoader(
  builtInUrl: string,
  keptWeights: KeptWeights = keepNoWeights,
): BaseModelLoader {
  return async (source, onProgress) => {
    if (source.kind === 'built-in') return loadBuiltInBase(builtInUrl, keptWeights, onProgress);
    const [low, high] = source.inputRange;
    if (!Number.isFinite(low) || !Number.isFinite(high) || low >= high) {
      return unfit(`its input range ${low} to ${high} is no range`);
    }
    const model = await readForeignModel(source, onProgress);
    return 'kind' in model ? model : describeForeignModel(source, model);
  };
}

async function readForeignModel(
  source: ForeignSource,
  onProgress: (loadedBytes: number, totalBytes: number) => void,
): Promise<TfjsModel | BaseModelFailure> {
  switch (source.kind) {
    case 'layers-url':
      return fetchTfjsModel(source.url, 'layers-model', onProgress);
    case 'graph-url':
      return fetchTfjsModel(source.url, 'graph-model', onProgress);
    case 'layers-files':
      return readTfjsModelFiles(source.files, 'layers-model', onProgress);
    case 'graph-files':
      return readTfjsModelFiles(source.files, 'graph-model', onProgress);
    case 'tfjs-mobilenet': {
      const url = mobileNetUrl(source);
      if (url !== null) return fetchTfjsModel(url, 'graph-model', onProgress);
      return unfit('MobileNet V2 was published with alpha 0.5, 0.75 and 1 only');
    }
  }
}

async function describeForeignModel(source: ForeignSource, model: TfjsModel): Promise<LoadedBaseModel> {
  const { parameterCount } = model;
  // Embeddings are kept by this hash, and they depend on the input range as well.
  const identity = new TextEncoder().encode(`${model.sha256} ${source.inputRange.join(' ')}`);
  const sha256 = await hashBytes(identity);
  const name = nameOf(source);
  const isLayersModel = model.format === 'layers-model';
  return {
    facts: {
      id: `${source.kind}:${name}`,
      name,
      inputRange: source.inputRange,
      sha256,
      parameterCount,
      exportable: isLayersModel,
      source: 'url' in source && source.url !== undefined ? source.url : name,
      licence: '',
    },
    createEmbedder: (plan) => createForeignEmbedder(source, model, plan),
    parityEmbedding: null,
    exportLayersModel: isLayersModel
      ? (head, description) => exportLayersModel(model, head, description)
      : null,
    network: null,
    atInputSize: null,
    createCompressedEmbedder: null,
    loadImagenetHead: null,
  };
}

function createForeignEmbedder(
  source: ForeignSource,
  model: TfjsModel,
  plan: BatchPlan,
): Promise<Embedder | BaseModelFailure> {
  if (source.kind === 'tfjs-mobilenet') return createMobileNetEmbedder(model, source, plan);
  const create = model.format === 'layers-model' ? createLayersEmbedder : createGraphEmbedder;
  return create(model, source.inputRange, plan);
}

/** What a person will recognise it by: the folder of a URL, the name of a file. */
function nameOf(source: ForeignSource): string {
  if (source.kind === 'tfjs-mobilenet') return `MobileNet V${source.version} ${source.alpha}`;
  if ('files' in source) return source.files.find(({ name }) => name.endsWith('.json'))?.name ?? 'model.json';
  const { pathname, host } = new URL(source.url);
  const folders = pathname.split('/').filter((part) => part !== '' && part !== 'model.json');
  return folders.at(-1) ?? host;
}
