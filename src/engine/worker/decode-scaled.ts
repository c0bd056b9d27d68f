/** The smallest scale of a JPEG decoder: one pixel for each block of 8 x 8. */
const blockSide = 8;
const jpegType = 'image/jpeg';

/**
 * Decodes a baseline JPEG at an eighth of its size, upright, in the memory that this takes: blocks become pixels as they
 * are read. Only where the browser has such a decoder (Chromium).
 * @param width as it is stored, in pixels
 */
export async function decodeScaled(
  jpeg: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Promise<ImageBitmap | null> {
  try {
    return (await scalesWhileDecoding()) ? await decodeAt(jpeg, width / blockSide, height / blockSide) : null;
  } catch {
    return null;
  }
}

async function decodeAt(data: Uint8Array<ArrayBuffer>, width: number, height: number): Promise<ImageBitmap> {
  const decoder = new ImageDecoder({
    data,
    type: jpegType,
    desiredWidth: Math.ceil(width),
    desiredHeight: Math.ceil(height),
  });
  try {
    const { image } = await decoder.decode();
    try {
      return await createImageBitmap(image);
    } finally {
      image.close();
    }
  } finally {
    decoder.close();
  }
}

let answer: Promise<boolean> | null = null;

/** Whether the decoder follows a wish for a size, which it need not; tried once on a small picture. */
function scalesWhileDecoding(): Promise<boolean> {
  answer ??= tryToScale();
  return answer;
}

async function tryToScale(): Promise<boolean> {
  if (!('ImageDecoder' in globalThis)) return false;
  const side = 64;
  const canvas = new OffscreenCanvas(side, side);
  canvas.getContext('2d');
  const jpeg = await canvas.convertToBlob({ type: jpegType });
  const bitmap = await decodeAt(new Uint8Array(await jpeg.arrayBuffer()), side / blockSide, side / blockSide);
  const scales = bitmap.width < side;
  bitmap.close();
  return scales;
}
