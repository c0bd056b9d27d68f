import { readFile } from 'node:fs/promises';
import type { CheckProgramPort } from '../../../src/engine/engine-ports.ts';
import { startOnnxRuntime } from '../../../src/engine/worker/check-programs/start-onnx-runtime.ts';

/** ONNX Runtime, which browsers fetch, on the thread of the test. LiteRT runs in browsers alone. */
export const nodePrograms: CheckProgramPort = {
  async start(program, onWaiting) {
    if (program !== 'onnxruntime') return { reason: 'client-not-started', detail: 'this is no browser' };
    const wasm = await readFile('node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');
    await onWaiting(wasm.length);
    await onWaiting(null);
    const started = await startOnnxRuntime(new Uint8Array(wasm).buffer);
    let run: Awaited<ReturnType<typeof started.open>> | null = null;
    return {
      name: `ONNX Runtime ${started.version}`,
      async open(model) {
        run = await started.open(model);
      },
      async run(image) {
        if (run === null) throw new Error('it was ended');
        return run(image);
      },
      end() {
        run = null;
      },
    };
  },
};
