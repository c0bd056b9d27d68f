import litertUrl from '@litertjs/core/wasm/litert_wasm_compat_internal.wasm?url';
import * as Comlink from 'comlink';
import onnxRuntimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { checkPrograms } from '../../../core/export/check-programs.ts';
import type { CheckProgramPort, ProgramFailure } from '../../engine-ports.ts';
import { awaitProgram } from './await-program.ts';
import { fetchProgram } from './fetch-program.ts';
import type { ProgramApi, ProgramStart } from './program-api.ts';

const wasmUrls = { onnxruntime: onnxRuntimeUrl, litert: litertUrl };

/** Programs from Graft's own host, each in a worker of its own, so that its memory goes when it is ended. */
export const browserPrograms: CheckProgramPort = {
  async start(program, onWaiting) {
    const wasm = await fetchProgram(wasmUrls[program], onWaiting);
    if ('reason' in wasm) return wasm;
    // Older Safari lets no worker make workers.
    if (typeof Worker !== 'function') return notStarted('this browser lets no worker make another');
    const worker = new Worker(new URL('./program-worker.ts', import.meta.url), { type: 'module' });
    const api = Comlink.wrap<ProgramApi>(worker);
    const whenDead = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'its script could not be loaded'));
      });
    });
    whenDead.catch(() => {});
    const wait = <Result>(answer: Promise<Result>): Promise<Result | null> =>
      awaitProgram(Promise.race([answer, whenDead]), () => onWaiting(null));
    const use = async <Result>(answer: Promise<Result>): Promise<Result> => {
      const result = await wait(answer.then((value) => ({ value })));
      if (result !== null) return result.value;
      worker.terminate();
      throw new Error('it was ended');
    };
    try {
      const started = await wait<ProgramStart>(api.start(program, Comlink.transfer(wasm, [wasm])));
      if (started === null) {
        worker.terminate();
        return { reason: 'broken-off' };
      }
      if (started.version === null) {
        worker.terminate();
        return { reason: started.reason, detail: started.detail };
      }
      return {
        name: `${checkPrograms[program].name} ${started.version}`,
        open: (model) => use(api.open(model)),
        run: (image) => use(api.run(image)),
        end: () => worker.terminate(),
      };
    } catch (error) {
      worker.terminate();
      return notStarted(error instanceof Error ? error.message : String(error));
    }
  },
};

function notStarted(detail: string): ProgramFailure {
  return { reason: 'client-not-started', detail };
}
