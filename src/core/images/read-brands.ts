/** How many bytes of a file its brands are looked for in. */
const searchedLength = 4096;

/**
 * The brands of an ISO media file (ISO/IEC 14496-12, 4.3): the major one at 8, compatible ones from 16 on. None for any
 * other file.
 */
export function readBrands(bytes: Uint8Array): ReadonlySet<string> {
  const text = String.fromCharCode(...bytes.subarray(0, searchedLength));
  if (!text.startsWith('ftyp', 4)) return new Set();
  const boxLength = text.charCodeAt(2) * 256 + text.charCodeAt(3);
  const brands = new Set([text.slice(8, 12)]);
  for (let at = 16; at + 4 <= Math.min(boxLength, text.length); at += 4) brands.add(text.slice(at, at + 4));
  return brands;
}
