import { type ModelNotes, readModelNotes } from '../../../core/export/read-model-notes.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { parseJson } from '../../../core/shared/read-json.ts';
import type { ModelSource } from '../../opened-model-api.ts';
import { modelLimits } from '../base-models/fetch-model-file.ts';
import { assembleModel, outlineModel, type TfjsModel } from '../base-models/tfjs-model.ts';
import { unfit } from '../base-models/unfit.ts';
import { findOversize } from './find-oversize.ts';

/** No topology has more; each value costs far more memory than its letters. */
const mostValues = 3_000_000;
const notesBytes = 2 ** 20;

/** A model as plain data, with what the files beside it say. */
export interface ReadModel {
  readonly model: TfjsModel;
  readonly notes: ModelNotes;
}

/** Reads and checks the files of a model; nothing is put on a backend. */
export async function readModelSource({
  files,
  modelPath,
}: ModelSource): Promise<ReadModel | BaseModelFailure> {
  const find = findBeside(files, modelPath);
  const modelFile = files.find(({ path }) => path === modelPath)?.blob;
  if (modelFile === undefined || modelFile.size > modelLimits.topologyBytes) {
    return unfit('its model.json is missing or too large');
  }
  const json = parseJson(await modelFile.text(), mostValues);
  if (json === undefined) return unfit('its model.json is not valid JSON');
  const outline = outlineModel(json, null);
  if ('kind' in outline) return outline;
  const { weightBytes, weightPaths } = outline;
  if (weightBytes > modelLimits.weightsBytes) {
    return unfit(`its weights take ${weightBytes} bytes, the limit is ${modelLimits.weightsBytes}`);
  }
  const oversize = findOversize(outline.json.modelTopology);
  if (oversize !== null) return unfit(`it has a layer of size ${oversize}`);
  const weightFiles: ArrayBuffer[] = [];
  let sumBytes = 0;
  for (const path of weightPaths) {
    const file = find(path);
    if (file === undefined) return unfit(`the file ${path} is missing among the files`);
    sumBytes += file.size;
    if (sumBytes > weightBytes) break;
    weightFiles.push(await file.arrayBuffer());
  }
  if (sumBytes !== weightBytes) {
    return unfit(`its weights have ${sumBytes} bytes or more, ${weightBytes} were expected`);
  }
  const model = await assembleModel(outline, weightFiles);
  if ('kind' in model) return model;
  const notes = readModelNotes(
    await readText(find('metadata.json')),
    await readText(find('labels.txt') ?? find('classes.txt')),
  );
  return { model, notes };
}

/** Finds files by their paths beside the model.json; where folders were lost, as with picked files, by their names. */
function findBeside(files: ModelSource['files'], modelPath: string): (path: string) => Blob | undefined {
  const folder = modelPath.slice(0, modelPath.lastIndexOf('/') + 1);
  const byPath = new Map(files.map(({ path, blob }) => [path, blob]));
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  return (path) => byPath.get(folder + path) ?? byPath.get(folder + nameOf(path));
}

async function readText(file: Blob | undefined): Promise<string | null> {
  return file === undefined || file.size > notesBytes ? null : file.text();
}
