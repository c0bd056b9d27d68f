import { strToU8 } from 'fflate';

/** One file of the ZIP. */
export interface ProjectEntry {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The bytes of a file of JSON, to be read by people, too. */
export function writeJson(value: unknown): Uint8Array<ArrayBuffer> {
  return strToU8(`${JSON.stringify(value, null, 1)}\n`);
}
