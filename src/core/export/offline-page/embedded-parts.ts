/** The ids of what lies in an offline page beside its script: one as JSON, the others as base64. */
export const embeddedParts = {
  manifest: 'graft-manifest',
  weights: 'graft-weights',
  simdWasm: 'graft-wasm-simd',
  plainWasm: 'graft-wasm-plain',
} as const;
