import { checkPrograms } from '../../../core/export/check-programs.ts';
import { readOnnxMetadata } from '../../../core/export/onnx/read-onnx-metadata.ts';
import { type ModelNotes, readModelNotes } from '../../../core/export/read-model-notes.ts';
import { readTfliteMetadata } from '../../../core/export/tflite/read-tflite-metadata.ts';
import type { Failure } from '../../../core/shared/failure.ts';
import { parseJson, readField } from '../../../core/shared/read-json.ts';
import type { ExportClient } from '../../checks/export-client.ts';
import { openOnnx } from '../../checks/open-onnx.ts';
import { openTflite } from '../../checks/open-tflite.ts';
import { type ClassifierParts, readClassifierParts } from '../../checks/read-classifier-parts.ts';
import { runClassifier } from '../../checks/run-classifier.ts';
import type { CheckProgramPort } from '../../engine-ports.ts';
import type { GraftFileFormat, ModelSource, ProgramFetch } from '../../opened-model-api.ts';
import { modelLimits } from '../base-models/fetch-model-file.ts';
import { type GraftNotes, runClient } from './run-client.ts';
import type { RunningModel } from './run-model.ts';

/** What opening needs: a backend of TF.js, or a program that is fetched. */
interface GraftFilePorts {
  readonly activate: (backend: 'wasm' | 'cpu') => Promise<boolean>;
  readonly checkPrograms: CheckProgramPort;
}

type GraftFileSource = ModelSource & { readonly format: GraftFileFormat };

/** What tells them apart for who looks for the model in them. */
const mediaTypes = { 'offline-page': 'text/html', 'scratch-extension': 'text/javascript' } as const;
const mostValues = 1_000_000;

/**
 * Opens a file that Graft has written for another program, by that program, or with its own runtime, by the same code. What the
 * file says of itself decides how it is fed.
 * @throws what the program throws where it does not open the file
 */
export async function openGraftFile(
  source: GraftFileSource,
  ports: GraftFilePorts,
  onFetching: (fetching: ProgramFetch | null) => void,
): Promise<RunningModel | Failure> {
  const { format, modelPath } = source;
  const file = findFile(source, modelPath);
  if (file.size > modelLimits.weightsBytes) {
    return {
      kind: 'model-unfit',
      detail: `it has ${file.size} bytes, the limit is ${modelLimits.weightsBytes}`,
    };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (format === 'onnx' || format === 'tflite') return openByProgram(bytes, format, ports, onFetching);
  const parts = await orNull(() => findParts(source, format, bytes));
  const notes = parts && readNotes(readField(parseJson(parts.manifest, mostValues), 'metadata'));
  if (parts === null || notes === null) return { kind: 'model-not-of-graft', format };
  if (!(await ports.activate('wasm'))) await ports.activate('cpu');
  return runClient(runClassifier(parts), format, notes);
}

async function openByProgram(
  bytes: Uint8Array<ArrayBuffer>,
  format: 'onnx' | 'tflite',
  ports: GraftFilePorts,
  onFetching: (fetching: ProgramFetch | null) => void,
): Promise<RunningModel | Failure> {
  const text = await orNull(() =>
    format === 'onnx' ? readOnnxMetadata(bytes)['metadata'] : readTfliteMetadata(bytes),
  );
  const notes = readNotes(text == null ? null : parseJson(text, mostValues));
  if (notes === null) return { kind: 'model-not-of-graft', format };
  const program = format === 'onnx' ? 'onnxruntime' : 'litert';
  const running = await ports.checkPrograms.start(program, async (loadedBytes) => {
    onFetching(loadedBytes === null ? null : { program, loadedBytes });
    return 'continue';
  });
  if ('reason' in running) {
    const fetched = running.reason !== 'client-unreachable';
    const detail = 'detail' in running ? running.detail : '';
    return { kind: 'model-program-missing', program: checkPrograms[program].name, fetched, detail };
  }
  try {
    const file = { fileName: '', mediaType: '', bytes };
    const client: ExportClient = {
      ...(await (format === 'onnx' ? openOnnx(file, running) : openTflite(file, running))),
      dispose: () => running.end(),
    };
    return await runClient(client, format, notes);
  } catch (error) {
    running.end();
    throw error;
  }
}

async function findParts(
  source: ModelSource,
  format: Exclude<GraftFileFormat, 'onnx' | 'tflite'>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ClassifierParts> {
  if (format !== 'web-component') {
    return readClassifierParts({ mediaType: mediaTypes[format], bytes });
  }
  const weights = findFile(source, source.modelPath.replace(/[^/]*$/, 'weights.bin'));
  return {
    manifest: new TextDecoder().decode(bytes),
    weights: new Uint8Array(await weights.arrayBuffer()),
  };
}

function findFile({ files }: ModelSource, path: string): Blob {
  const file = files.find((each) => each.path === path)?.blob;
  if (file === undefined) throw new Error(`the file ${path} is missing among the files`);
  return file;
}

/** @returns null where Graft has not written it, or it does not say how it is fed */
function readNotes(metadata: unknown): GraftNotes | null {
  const notes: ModelNotes = readModelNotes(JSON.stringify(metadata ?? null), null);
  const { maker, contains, labels, inputSize, inputRange } = notes;
  const isSaid = maker === 'graft' && contains === 'full';
  if (!isSaid || labels === null || inputSize === null || inputRange === null) return null;
  return { ...notes, labels, inputSize, inputRange };
}

async function orNull<Result>(read: () => Result | Promise<Result>): Promise<Result | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
