import { strToU8 } from 'fflate';

/**
 * The id of the blocks of a model, which an editor tells extensions apart by: the same for the same labels and weights.
 * @returns letters and digits, as editors want them; a 32-bit FNV-1a hash (Fowler, Noll and Vo) of both in it
 */
export function createExtensionId(labels: readonly string[], weights: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const bytes of [strToU8(JSON.stringify(labels)), weights]) {
    for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  }
  return `graft${(hash >>> 0).toString(36)}`;
}
