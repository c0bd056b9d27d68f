/** A file in AssemblyScript as two WebAssembly modules: see scripts/compiled-kernels.mjs. */
declare module '*?kernels' {
  /** In base64, with fused multiply-add: not every browser takes it. */
  export const fused: string;
  /** In base64, with 128-bit SIMD alone. */
  export const plain: string;
}
