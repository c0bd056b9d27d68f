import { type Failure, isFailure } from '../../../core/shared/failure.ts';
import type { BackendPort, CheckProgramPort } from '../../engine-ports.ts';
import type { ModelSource, ProgramFetch } from '../../opened-model-api.ts';
import { openGraftFile } from './open-graft-file.ts';
import { readModelSource } from './read-model-source.ts';
import { type RunningModel, runModel } from './run-model.ts';

/** What opening needs of the place where it runs. */
export interface OpeningPorts {
  readonly backends: Pick<BackendPort, 'activate'>;
  readonly checkPrograms: CheckProgramPort;
}

/** wasm computes the same everywhere; the other one has operations that wasm lacks. */
const backendsInOrder = ['wasm', 'cpu'] as const;

/**
 * Opens a model from its files and runs it on the first backend that can, or in the program that it was written for. Whatever
 * goes wrong with it is an answer.
 * @param onFetching see `ModelHost`
 */
export async function openModel(
  source: ModelSource,
  { backends, checkPrograms }: OpeningPorts,
  onFetching: (fetching: ProgramFetch | null) => void = () => {},
): Promise<RunningModel | Failure> {
  let detail = '';
  try {
    const { format } = source;
    if (format !== 'tfjs') {
      return await openGraftFile({ ...source, format }, { activate, checkPrograms }, onFetching);
    }
    const read = await readModelSource(source);
    if ('kind' in read) return { kind: 'model-unfit', detail: read.detail };
    for (const backend of backendsInOrder) {
      if (!(await activate(backend))) continue;
      try {
        const running = await runModel(read);
        if (!isFailure(running) || running.kind !== 'base-model-unfit') return running;
        return { kind: 'model-unfit', detail: running.detail };
      } catch (error) {
        detail = explain(error);
      }
    }
  } catch (error) {
    detail = explain(error);
  }
  return { kind: 'model-unfit', detail };

  function activate(backend: (typeof backendsInOrder)[number]): Promise<boolean> {
    return backends.activate(backend, () => {});
  }
}

/** What TF.js throws, without its advice to programmers. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknownPart = /(?:Unknown layer: |Unknown op '|Kernel ')(\w{1,60})/.exec(message)?.[1];
  if (unknownPart !== undefined) return `TensorFlow.js does not know a part of it: ${unknownPart}`;
  return message.split('\n')[0] ?? '';
}
