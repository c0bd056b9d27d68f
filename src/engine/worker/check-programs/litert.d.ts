/** As much of LiteRT as is called; its own types change those of typed arrays everywhere (see `paths` in tsconfig.json). */
declare module '@litertjs/core' {
  export function loadLiteRt(path: string): Promise<unknown>;

  export function loadAndCompile(
    model: Uint8Array,
    options: { readonly accelerator: 'wasm' },
  ): Promise<CompiledModel>;

  interface CompiledModel {
    run(inputs: readonly Tensor[]): Promise<Tensor[]>;
  }

  export class Tensor {
    constructor(data: Float32Array | Uint8Array, shape: readonly number[]);
    data(): Promise<Float32Array | Uint8Array>;
    delete(): void;
  }
}

declare module '@litertjs/core/wasm/*.js' {
  /** Makes the WebAssembly module, as Emscripten writes it. */
  const createModule: (options: object) => Promise<unknown>;
  export default createModule;
}
