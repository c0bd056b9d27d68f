import { engine, Tensor } from '@tensorflow/tfjs-core';
import { vi } from 'vitest';

/**
 * Runs `work` on a backend that fails once: at its `failingCall`-th call, counted from 1, be it an upload, an operation
 * or a download.
 * @returns whether the work got that far; a work that hides the failure is an error
 */
export async function failBackendCall(failingCall: number, work: () => Promise<unknown>): Promise<boolean> {
  let callCount = 0;
  const failure = new Error(`call ${failingCall} of the backend failed`);
  const failOnce = () => {
    callCount++;
    if (callCount === failingCall) throw failure;
  };
  const { runKernel, makeTensor } = engine();
  const { data } = Tensor.prototype;
  const spies = [
    vi.spyOn(engine(), 'runKernel').mockImplementation((...rest) => {
      failOnce();
      return runKernel.apply(engine(), rest);
    }),
    vi.spyOn(engine(), 'makeTensor').mockImplementation((...rest) => {
      failOnce();
      return makeTensor.apply(engine(), rest);
    }),
    vi.spyOn(Tensor.prototype, 'data').mockImplementation(async function (this: Tensor) {
      failOnce();
      return data.apply(this);
    } as typeof data),
  ];
  try {
    const outcome = await work().catch((error: unknown) => error);
    const failed = callCount >= failingCall;
    if (failed && outcome !== failure) throw new Error(`nobody heard that ${failure.message}`);
    return failed;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
