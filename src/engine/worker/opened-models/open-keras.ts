import { type Failure, isFailure } from '../../../core/shared/failure.ts';
import { loadPart } from '../../../core/shared/load-part.ts';
import { readGraftNotes } from './read-graft-notes.ts';
import { readModelSource } from './read-model-source.ts';
import { type RunningModel, runModel } from './run-model.ts';

/**
 * Opens a `.keras` file that Graft has written: it holds the layers of Graft's TF.js models, and is run as one of these.
 * @param activate puts TF.js on a backend
 * @throws what says why it is not whole, or what TF.js throws
 */
export async function openKeras(
  bytes: Uint8Array,
  activate: (backend: 'wasm' | 'cpu') => Promise<boolean>,
): Promise<RunningModel | Failure> {
  const reader = await loadPart(() => import('../../../core/export/keras/read-keras.ts'));
  if (isFailure(reader)) return reader;
  const files = await reader.readKeras(bytes);
  const notes = files && readGraftNotes(new TextDecoder().decode(files['metadata.json']));
  if (files === null || notes === null) return { kind: 'model-of-other-program', format: 'keras' };
  const read = await readModelSource({
    format: 'tfjs',
    modelPath: 'model.json',
    files: Object.entries(files).map(([path, file]) => ({ path, blob: new Blob([file]) })),
  });
  if ('kind' in read) return { kind: 'model-unfit', detail: read.detail };
  if (!(await activate('wasm'))) await activate('cpu');
  const running = await runModel(read);
  if (isFailure(running)) {
    return running.kind === 'base-model-unfit' ? { kind: 'model-unfit', detail: running.detail } : running;
  }
  const { inputSize, classCount } = running.facts;
  if (inputSize !== notes.inputSize || classCount !== notes.labels.length) {
    running.dispose();
    const detail = `it takes images of ${inputSize} pixels for ${classCount} classes, which is not what it says`;
    return { kind: 'model-unfit', detail };
  }
  return { ...running, facts: { ...running.facts, format: 'keras' } };
}
