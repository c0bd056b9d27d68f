import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';
import { version } from '@litertjs/core/package.json';
import createModule from '@litertjs/core/wasm/litert_wasm_compat_internal.js';
import type { StartedProgram } from './program-api.ts';

/** What LiteRT looks for in the worker. */
interface LitertGlobals {
  importScripts: unknown;
  ModuleFactory: unknown;
  Module: unknown;
}

/**
 * LiteRT on one thread, in its build that asks no more of a browser than WebAssembly with SIMD.
 * @throws where it does not run here
 */
export async function startLitert(wasm: ArrayBuffer): Promise<StartedProgram> {
  // LiteRT loads a script by `importScripts`, which no module worker has, and then takes what that has left in `ModuleFactory`.
  const globals = self as unknown as LitertGlobals;
  const silence = () => {};
  globals.importScripts = silence;
  globals.ModuleFactory = createModule;
  globals.Module = { wasmBinary: wasm, print: silence, printErr: silence };
  // A graphics processor would be asked for beforehand, and is not what is checked here.
  Object.defineProperty(navigator, 'gpu', { value: undefined });
  await loadLiteRt('litert.js');
  return {
    version,
    async open(bytes) {
      const model = await loadAndCompile(bytes, { accelerator: 'wasm' });
      return async ({ data, shape }) => {
        const image = new Tensor(data, shape);
        const [result] = await model.run([image]);
        if (result === undefined) throw new Error('nothing came out of the model');
        const values = Float32Array.from(await result.data());
        image.delete();
        result.delete();
        return values;
      };
    },
  };
}
