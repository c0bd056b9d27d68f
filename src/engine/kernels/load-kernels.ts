import { fused, plain } from './convolution.as.ts?kernels';

/**
 * What `convolution.as.ts` exports, over a memory of its own; its parameters are described there. Addresses are bytes in
 * that memory, which has nothing else in it.
 */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
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

let compiled: Promise<WebAssembly.Module | null> | null = null;

/** The fastest kernels that this machine takes, with an empty memory; null where it takes none: then TF.js does the same. */
export async function loadKernels(): Promise<Kernels | null> {
  compiled ??= compile();
  const module = await compiled;
  if (module === null) return null;
  const { exports } = await WebAssembly.instantiate(module);
  return exports as unknown as Kernels;
}

async function compile(): Promise<WebAssembly.Module | null> {
  if (typeof WebAssembly !== 'object') return null;
  const bytes = [fused, plain].map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  const fitting = bytes.find((each) => WebAssembly.validate(each));
  return fitting === undefined ? null : WebAssembly.compile(fitting);
}
