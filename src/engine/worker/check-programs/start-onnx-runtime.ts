import * as ort from 'onnxruntime-web/wasm';
import { writeOnnxModel } from '../../../core/export/onnx/write-onnx-model.ts';
import type { StartedProgram } from './program-api.ts';

const options = { executionProviders: ['wasm'] } as const;

/**
 * ONNX Runtime on one thread, because more would ask special headers of the host.
 * @throws where it does not run here
 */
export async function startOnnxRuntime(wasm: ArrayBuffer): Promise<StartedProgram> {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = wasm;
  ort.env.logLevel = 'error';
  // It starts with its first model: one that hands on a number tells a browser that cannot from a file that is wrong.
  const session = await ort.InferenceSession.create(writeTrivialModel(), options);
  await session.release();
  return {
    version: ort.env.versions.web ?? '',
    async open(model) {
      const session = await ort.InferenceSession.create(model, options);
      const [input = ''] = session.inputNames;
      const [output = ''] = session.outputNames;
      return async ({ data, shape }) => {
        const tensor =
          data instanceof Uint8Array
            ? new ort.Tensor('uint8', data, shape)
            : new ort.Tensor('float32', data, shape);
        const results = await session.run({ [input]: tensor });
        return (await results[output]?.getData()) as Float32Array;
      };
    },
  };
}

function writeTrivialModel(): Uint8Array<ArrayBuffer> {
  const value = (name: string) => ({ name, type: 'float32', shape: [1], description: '' }) as const;
  return writeOnnxModel({
    name: 'trivial',
    description: '',
    producer: { name: 'Graft', version: '' },
    operationSet: 18,
    inputs: [value('in')],
    outputs: [value('out')],
    nodes: [{ operation: 'Identity', inputs: ['in'], output: 'out', attributes: {} }],
    constants: [],
    metadata: {},
  });
}
