/** What is used of the surroundings: core is compiled without the browser's types. */
interface Surroundings {
  readonly WebAssembly?: {
    validate(bytes: Uint8Array): boolean;
    compile(bytes: Uint8Array): Promise<object>;
    readonly Instance: new (module: object) => { readonly exports: unknown };
  };
  atob(base64: string): string;
}

/** The memory of an instance: it is empty at first, and has nothing in it but what its user puts there. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  /** @param pageCount pages of 65,536 bytes; views of the buffer from before are empty after it */
  grow(pageCount: number): number;
}

/** Compiled kernels. */
export interface CompiledKernels<Exports> {
  /** Kernels with a memory of their own. */
  createInstance(): Exports;
}

/**
 * Compiles the first of several versions of the same kernels that this machine takes.
 * @param versions WebAssembly in base64, as `import ... from './file.as.ts?kernels'` gives it
 * @returns null where it takes none of them
 */
export async function compileKernels<Exports extends { readonly memory: KernelMemory }>(
  versions: readonly string[],
): Promise<CompiledKernels<Exports> | null> {
  const { WebAssembly, atob } = globalThis as unknown as Surroundings;
  if (typeof WebAssembly !== 'object') return null;
  const bytes = versions.map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  const fitting = bytes.find((each) => WebAssembly.validate(each));
  if (fitting === undefined) return null;
  const module = await WebAssembly.compile(fitting);
  return { createInstance: () => new WebAssembly.Instance(module).exports as Exports };
}
