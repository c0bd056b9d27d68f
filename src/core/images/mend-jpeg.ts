import { type JpegLayout, readJpegLayout } from './read-jpeg-layout.ts';

const commentMarker = 0xfe;

/**
 * Gives a JPEG file that ends early an end, behind what of it is whole. Decoders fill what is missing with grey.
 * @returns null where there is nothing to mend: no pixel at all, or an end
 */
export function mendJpeg(
  bytes: Uint8Array,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly layout: JpegLayout } | null {
  const layout = readJpegLayout(bytes);
  if (layout === null || layout.ended) return null;
  const mended = new Uint8Array(layout.usableEnd + 2);
  mended.set(bytes.subarray(0, layout.usableEnd));
  mended.set([0xff, 0xd9], layout.usableEnd);
  return { bytes: mended, layout };
}

/**
 * Writes another height into the frame header, so that a decoder stops there. Rows are stored from the top.
 * @param rowCount at least 1
 */
export function shortenJpeg(
  bytes: Uint8Array,
  { frameAt }: JpegLayout,
  rowCount: number,
): Uint8Array<ArrayBuffer> {
  const shortened = Uint8Array.from(bytes);
  new DataView(shortened.buffer).setUint16(frameAt + 5, rowCount);
  return shortened;
}

/** Makes comments of the Exif data, so that every decoder gives the rows as they are stored. */
export function hideJpegExif(bytes: Uint8Array, { exifAts }: JpegLayout): Uint8Array<ArrayBuffer> {
  const hidden = Uint8Array.from(bytes);
  for (const at of exifAts) hidden[at + 1] = commentMarker;
  return hidden;
}
