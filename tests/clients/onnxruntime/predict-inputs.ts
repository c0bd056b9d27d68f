import type { PythonInput } from '../run-python-code.ts';
import { loadOnnxRuntime } from './open-onnx.ts';

/** Gives to a model, in Node, what code in Python would have given to it. @returns the probabilities of each picture */
export async function predictInputs(model: Uint8Array, inputs: readonly PythonInput[]): Promise<number[][]> {
  const ort = loadOnnxRuntime();
  const session = await ort.InferenceSession.create(model);
  const answers: number[][] = [];
  for (const { dtype, values, shape } of inputs) {
    const { probabilities } = await session.run({ images: new ort.Tensor(dtype, values, shape) });
    answers.push([...(probabilities?.data ?? [])]);
  }
  await session.release();
  return answers;
}
