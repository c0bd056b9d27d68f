import type { ImageFormat } from './identify-image.ts';
import { readBrands } from './read-brands.ts';
import { readGifFrames } from './read-gif-frames.ts';
import { readPngChunks } from './read-png-chunks.ts';

const sequenceBrands = ['avis', 'hevc', 'hevx', 'msf1'];

/** Whether a file has further frames behind the first: GIF, APNG, WebP, and the sequences of AVIF and HEIC. */
export function isAnimated(bytes: Uint8Array, format: ImageFormat | null): boolean {
  switch (format) {
    case 'gif':
      return readGifFrames(bytes).count > 1;
    case 'png':
      return isAnimatedPng(bytes);
    case 'webp':
      // The flags of the extended header (WebP container specification).
      return String.fromCharCode(...bytes.subarray(12, 16)) === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0;
    case 'avif':
    case 'heic': {
      const brands = readBrands(bytes);
      return sequenceBrands.some((brand) => brands.has(brand));
    }
    default:
      return false;
  }
}

/** The number of frames stands in front of the pixels (PNG specification, 11.3.6.1). */
function isAnimatedPng(bytes: Uint8Array): boolean {
  for (const { name, data } of readPngChunks(bytes)) {
    if (name === 'IDAT') return false;
    if (name === 'acTL' && data.length >= 4)
      return new DataView(data.buffer, data.byteOffset).getUint32(0) > 1;
  }
  return false;
}
