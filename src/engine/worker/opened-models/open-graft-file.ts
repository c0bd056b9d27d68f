import { readOnnxMetadata } from '../../../core/export/onnx/read-onnx-metadata.ts';
import { readTfliteMetadata } from '../../../core/export/tflite/read-tflite-metadata.ts';
import type { Failure } from '../../../core/shared/failure.ts';
import { parseJson, readField } from '../../../core/shared/read-json.ts';
import { openOnnx } from '../../checks/open-onnx.ts';
import { openTflite } from '../../checks/open-tflite.ts';
import { type ClassifierParts, readClassifierParts } from '../../checks/read-classifier-parts.ts';
import { runClassifier } from '../../checks/run-classifier.ts';
import type { CheckProgramPort } from '../../engine-ports.ts';
import type { GraftFileFormat, ModelSource, ProgramFetch } from '../../opened-model-api.ts';
import { modelLimits } from '../base-models/fetch-model-file.ts';
import { openCHeader } from './open-c-header.ts';
import { openKeras } from './open-keras.ts';
import { readGraftNotes } from './read-graft-notes.ts';
import { runClient } from './run-client.ts';
import { runInProgram } from './run-in-program.ts';
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
  if (format === 'c-header') return openCHeader(bytes, ports, onFetching);
  if (format === 'keras') return openKeras(bytes, ports.activate);
  const parts = await orNull(() => findParts(source, format, bytes));
  const metadata = parts && readField(parseJson(parts.manifest, mostValues), 'metadata');
  const notes = readGraftNotes(JSON.stringify(metadata ?? null));
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
  const notes = text == null ? null : readGraftNotes(text);
  if (notes === null) return { kind: 'model-not-of-graft', format };
  const file = { fileName: '', mediaType: '', bytes };
  return format === 'onnx'
    ? runInProgram('onnxruntime', ports, onFetching, format, notes, (program) => openOnnx(file, program))
    : runInProgram('litert', ports, onFetching, format, notes, (program) => openTflite(file, program));
}

async function findParts(
  source: ModelSource,
  format: 'web-component' | keyof typeof mediaTypes,
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

async function orNull<Result>(read: () => Result | Promise<Result>): Promise<Result | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
