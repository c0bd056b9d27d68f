import { type CompiledKernels, compileKernels, type KernelMemory } from '../shared/compile-kernels.ts';
import { fused, plain } from './dense.as.ts?kernels';
import type { DenseLoops, DenseWay } from './dense-loops.ts';

/** What `dense.as.ts` exports; its parameters are described there. */
interface DenseKernels {
  readonly memory: KernelMemory;
  applyDense(
    inputs: number,
    rowCount: number,
    stride: number,
    inputSize: number,
    kernel: number,
    bias: number,
    outputSize: number,
    outputs: number,
  ): void;
  sumKernelGradient(
    inputs: number,
    rowCount: number,
    stride: number,
    inputSize: number,
    outputGradients: number,
    outputSize: number,
    kernelGradient: number,
  ): void;
  adapt(
    values: number,
    gradients: number,
    first: number,
    second: number,
    count: number,
    firstDecay: number,
    secondDecay: number,
    stepSize: number,
    floor: number,
    kept: number,
    penalty: number,
  ): void;
}

const pageBytes = 65_536;
const lineBytes = 64;

let loaded: Promise<DenseWay | null> | null = null;

/** The loops in WebAssembly; null where this machine takes none. */
export function loadKernelDense(): Promise<DenseWay | null> {
  loaded ??= compileKernels<DenseKernels>([fused, plain]).then((compiled) => compiled && createWay(compiled));
  return loaded;
}

/** Whether the kernels know a layer of this size. */
export function fitsKernels(inputSize: number, outputSize: number): boolean {
  return inputSize % 8 === 0 && outputSize >= 2;
}

/** Instances are used again: browsers set gigabytes of addresses aside for each, and are slow to give them back. */
function createWay(compiled: CompiledKernels<DenseKernels>): DenseWay {
  const idle: DenseKernels[] = [];
  return {
    start(byteCount) {
      const kernels = idle.pop() ?? compiled.createInstance();
      const missing = Math.ceil((byteCount - kernels.memory.buffer.byteLength) / pageBytes);
      if (missing > 0) kernels.memory.grow(missing);
      return createLoops(kernels, () => idle.push(kernels));
    },
  };
}

function createLoops(kernels: DenseKernels, giveBack: () => void): DenseLoops {
  const { buffer } = kernels.memory;
  let end = 0;
  const reserve = (byteCount: number): number => {
    const address = end;
    end += Math.ceil(byteCount / lineBytes) * lineBytes;
    return address;
  };
  return {
    // Whoever had the memory before has left something there.
    createFloats: (length) => new Float32Array(buffer, reserve(4 * length), length).fill(0),
    createDoubles: (length) => new Float64Array(buffer, reserve(8 * length), length).fill(0),
    applyDense({ values, rowCount, inputSize, stride }, kernel, bias, outputs) {
      kernels.applyDense(
        values.byteOffset,
        rowCount,
        stride,
        inputSize,
        kernel.byteOffset,
        bias.byteOffset,
        bias.length,
        outputs.byteOffset,
      );
    },
    sumKernelGradient({ values, rowCount, inputSize, stride }, outputGradients, kernelGradient) {
      kernels.sumKernelGradient(
        values.byteOffset,
        rowCount,
        stride,
        inputSize,
        outputGradients.byteOffset,
        kernelGradient.length / inputSize,
        kernelGradient.byteOffset,
      );
    },
    adapt(values, gradients, first, second, step) {
      kernels.adapt(
        values.byteOffset,
        gradients.byteOffset,
        first.byteOffset,
        second.byteOffset,
        values.length,
        step.firstMomentDecay,
        step.secondMomentDecay,
        step.stepSize,
        step.floor,
        step.kept,
        step.penalty,
      );
    },
    dispose: giveBack,
  };
}
