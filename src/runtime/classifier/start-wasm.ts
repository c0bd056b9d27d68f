import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, setBackend } from '@tensorflow/tfjs-core';

/** The builds of the wasm backend: `simd` is twice as fast, `plain` runs where that is missing. */
export type WasmBuild = 'simd' | 'plain';

/** Has the bytes of a build at hand, or fetches them. */
export type LoadWasm = (build: WasmBuild) => Promise<Uint8Array<ArrayBuffer>>;

/** Why there is nothing to compute with. */
export interface WasmProblem {
  readonly kind: 'wasm-unavailable';
  readonly detail: string;
}

let started: Promise<WasmProblem | null> | null = null;

/**
 * Makes TF.js's wasm backend the current one, once for all models of a page, from bytes that `load` has at hand or fetches.
 * @param load called once, for the build that this browser runs; may throw
 * @returns null when it runs
 */
export async function startWasm(load: LoadWasm): Promise<WasmProblem | null> {
  started ??= start(load);
  const problem = await started;
  // What could not be fetched may be there the next time.
  if (problem !== null) started = null;
  return problem;
}

async function start(load: LoadWasm): Promise<WasmProblem | null> {
  try {
    // TF.js would wait for ever where a page is forbidden to compile.
    await WebAssembly.instantiate(emptyModule);
    const build = (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'simd' : 'plain';
    const bytes = await load(build);
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    env().platform.fetch = async () => new Response(bytes);
    setWasmPaths('./', true);
    if (await setBackend('wasm')) return null;
    return { kind: 'wasm-unavailable', detail: 'the backend does not start' };
  } catch (error) {
    return { kind: 'wasm-unavailable', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** The shortest WebAssembly module: magic number and version. */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
