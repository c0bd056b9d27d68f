import { strToU8 } from 'fflate';
import type { ExportedFile } from '../exported-file.ts';
import { createFileName } from '../file-name.ts';
import { drawQrCode } from './qr-code.ts';
import { writeQrPng } from './write-qr-png.ts';
import { writeQrSvg } from './write-qr-svg.ts';

/** What the code of a link can be downloaded as. */
export type QrFormat = 'svg' | 'png';

/** Writes the code of a link as a picture, in a file that is called by its label. */
export function writeQrFile(address: string, label: string, format: QrFormat): ExportedFile {
  const code = drawQrCode(address);
  return {
    fileName: createFileName('graft-qr-code', [label], format),
    mediaType: format === 'svg' ? 'image/svg+xml' : 'image/png',
    bytes: format === 'svg' ? Uint8Array.from(strToU8(writeQrSvg(code, address))) : writeQrPng(code),
  };
}
