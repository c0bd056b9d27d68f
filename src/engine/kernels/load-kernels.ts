import {
  type CompiledKernels,
  compileKernels,
  type KernelMemory,
} from '../../core/shared/compile-kernels.ts';
import { fused, plain } from './convolution.as.ts?kernels';

/**
 * What `convolution.as.ts` exports, over a memory of its own; its parameters are described there. Addresses are bytes in
 * that memory, which has nothing else in it.
 */
export interface Kernels {
  readonly memory: KernelMemory;
  scaleBytes(bytes: number, count: number, factor: number, low: number, output: number): void;
  packWeights(kernel: number, bias: number, depth: number, width: number, output: number): void;
  pointwise(
    input: number,
    places: number,
    depth: number,
    weights: number,
    width: number,
    output: number,
  ): void;
  depthwise(
    input: number,
    side: number,
    channels: number,
    stride: number,
    padding: number,
    weights: number,
    zeros: number,
    outputSide: number,
    first: number,
    end: number,
    output: number,
  ): void;
  unfold(
    input: number,
    side: number,
    channels: number,
    kernelSide: number,
    stride: number,
    padding: number,
    outputSide: number,
    first: number,
    end: number,
    output: number,
  ): void;
  meanOverPlaces(input: number, places: number, channels: number, output: number): void;
}

let compiled: Promise<CompiledKernels<Kernels> | null> | null = null;

/** The fastest kernels that this machine takes, with an empty memory; null where it takes none: then TF.js does the same. */
export async function loadKernels(): Promise<Kernels | null> {
  compiled ??= compileKernels<Kernels>([fused, plain]);
  return (await compiled)?.createInstance() ?? null;
}

/**
 * Has the browser compile the kernels for good: it first runs WebAssembly as it comes, ten times slower, and compiles what was
 * run a little on another processor. Called early, that is done before the first image.
 */
export async function warmKernels(): Promise<void> {
  const kernels = await loadKernels();
  if (kernels === null) return;
  const [side, channels] = [8, 256];
  const mapBytes = 4 * side ** 2 * channels;
  const weightBytes = 4 * (channels + 1) * channels;
  const outputAddress = mapBytes + weightBytes;
  kernels.memory.grow(Math.ceil((outputAddress + mapBytes) / 65_536));
  kernels.pointwise(0, side ** 2, channels, mapBytes, channels, outputAddress);
  kernels.depthwise(0, side, channels, 1, 1, mapBytes, mapBytes, side, 0, side ** 2, outputAddress);
}
