import * as Comlink from 'comlink';
import { isFailure } from '../../../core/shared/failure.ts';
import { loadPart } from '../../../core/shared/load-part.ts';
import type { ProgramApi, StartedProgram } from './program-api.ts';

let started: StartedProgram | null = null;
let run: Awaited<ReturnType<StartedProgram['open']>> | null = null;

const api: ProgramApi = {
  async start(program, wasm) {
    const part = await loadPart(() =>
      program === 'onnxruntime'
        ? import('./start-onnx-runtime.ts').then(({ startOnnxRuntime }) => startOnnxRuntime)
        : import('./start-litert.ts').then(({ startLitert }) => startLitert),
    );
    if (isFailure(part)) return { version: null, reason: 'client-unreachable', detail: part.detail };
    try {
      started = await part(wasm);
      return { version: started.version };
    } catch (error) {
      return {
        version: null,
        reason: 'client-not-started',
        detail: error instanceof Error ? error.message : String(error),
      };
    }
  },
  async open(model) {
    if (started === null) throw new Error('the program has not been started');
    run = await started.open(model);
  },
  async run(image) {
    if (run === null) throw new Error('no model has been opened');
    return run(image);
  },
};
Comlink.expose(api);
