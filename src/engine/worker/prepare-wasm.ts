import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env } from '@tensorflow/tfjs-core';
import { plainUrl, simdUrl, threadedUrl } from './wasm-urls.ts';

/** Tells the wasm backend where its files lie in the built page, before it is first activated. */
export function prepareWasm(): void {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  // The threaded build hangs once it is minified, and would only run where the host sends special headers.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}
