import { readBrands } from './read-brands.ts';

/** Image formats that are told apart by their first bytes. */
export type ImageFormat =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'avif'
  | 'heic'
  | 'tiff'
  | 'jp2'
  | 'jxl'
  | 'svg'
  | 'ico';

/** How many bytes of a file are looked at: most formats are known by far fewer. */
const headerLength = 4096;
const longestSignature = 16;

/**
 * Names the format of a file by its first bytes; names and media types are not believed.
 * @param bytes the file, or at least its first 4096 bytes
 * @returns null for anything that is no known image
 */
export function identifyImage(bytes: Uint8Array): ImageFormat | null {
  // One character per byte, so that signatures can be compared as text.
  const text = String.fromCharCode(...bytes.subarray(0, longestSignature));
  for (const [format, signatures] of signaturesOf) {
    if (signatures.some((signature) => text.startsWith(signature))) return format;
  }
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  if (text.startsWith('BM') && bitmapHeaderLengths.has(bytes[14] ?? 0)) return 'bmp';
  if (text.startsWith('\0\0\u0001\0') && (bytes[4] ?? 0) > 0 && bytes[5] === 0) return 'ico';
  if (text.startsWith('ftyp', 4)) return identifyBrands(readBrands(bytes));
  return isSvg(String.fromCharCode(...bytes.subarray(0, headerLength))) ? 'svg' : null;
}

const signaturesOf: readonly (readonly [ImageFormat, readonly string[]])[] = [
  ['jpeg', ['\u00ff\u00d8\u00ff']],
  ['png', ['\u0089PNG\r\n\u001a\n']],
  ['gif', ['GIF87a', 'GIF89a']],
  ['tiff', ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']],
  ['jp2', ['\0\0\0\u000cjP  \r\n\u0087\n', '\u00ffO\u00ffQ']],
  ['jxl', ['\0\0\0\u000cJXL \r\n\u0087\n', '\u00ff\n']],
];

/** First byte of the length of the second header of a BMP file: the versions of the format. */
const bitmapHeaderLengths: ReadonlySet<number> = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** Tells the images among ISO media files. */
function identifyBrands(brands: ReadonlySet<string>): ImageFormat | null {
  if (brands.has('avif') || brands.has('avis')) return 'avif';
  return heicBrands.some((brand) => brands.has(brand)) ? 'heic' : null;
}

const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];

function isSvg(text: string): boolean {
  const start = text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  return start.startsWith('<') && /<(?:\w+:)?svg[\s>]/.test(start) && !/<html[\s>]/i.test(start);
}
