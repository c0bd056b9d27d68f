import encodeQR from 'qr';

/** Rows of squares, true for dark ones, with the light border that scanners need. */
export type QrCode = readonly (readonly boolean[])[];

/** Light squares on each side (ISO/IEC 18004, "quiet zone"). */
const borderWidth = 4;

/**
 * Draws a text as a QR code, of which 15 % may be hidden.
 * @param text up to 2,000 characters of ASCII
 */
export function drawQrCode(text: string): QrCode {
  return encodeQR(text, 'raw', { ecc: 'medium', border: borderWidth });
}
