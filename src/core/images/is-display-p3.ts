/** Colour boxes stand among the properties at the start of the file. */
const searchedLength = 65_536;
/** ITU-T H.273, table 2: SMPTE EG 432-1, the primaries of Display P3. */
const p3Primaries = 12;

/**
 * Whether a HEIC file is in the Display P3 colour space, as photographs of telephones are: by the colour box of ISO/IEC
 * 14496-12 (12.1.5), which holds numbers (`nclx`) or an ICC profile, known by its name.
 */
export function isDisplayP3(bytes: Uint8Array): boolean {
  // One character per byte; the name of a profile is in UTF-16.
  const text = Array.from(bytes.subarray(0, searchedLength), (byte) => String.fromCharCode(byte)).join('');
  for (let at = text.indexOf('colr'); at >= 4; at = text.indexOf('colr', at + 4)) {
    const length = text.charCodeAt(at - 2) * 256 + text.charCodeAt(at - 1);
    const box = text.slice(at + 4, at - 4 + length);
    if (box.startsWith('nclx') && box.charCodeAt(4) * 256 + box.charCodeAt(5) === p3Primaries) return true;
    if (/^(prof|rICC)/.test(box) && box.replaceAll('\0', '').includes('Display P3')) return true;
  }
  return false;
}
