import type { CheckProgram } from '../../../core/export/check-programs.ts';
import type { ProgramTensor } from '../../engine-ports.ts';

/** What the worker of a program offers. */
export interface ProgramApi {
  /**
   * Starts the program from its WebAssembly.
   * @returns its version, or why it does not run
   */
  start(program: CheckProgram, wasm: ArrayBuffer): Promise<ProgramStart>;
  /** @throws where the program does not open the model */
  open(model: Uint8Array): Promise<void>;
  /** One image through the model. @throws where the program breaks off */
  run(image: ProgramTensor): Promise<Float32Array>;
}

/** `version` null: it does not run, because of `reason`. */
export type ProgramStart =
  | { readonly version: string }
  | {
      readonly version: null;
      readonly reason: 'client-unreachable' | 'client-not-started';
      readonly detail: string;
    };

/** A program that has started, inside of its worker. */
export interface StartedProgram {
  readonly version: string;
  /** @returns runs one image */
  open(model: Uint8Array): Promise<(image: ProgramTensor) => Promise<Float32Array>>;
}
