/**
 * The browser's own decoder.
 * @returns null when it refuses the file
 */
export async function decodeBitmap(
  image: Blob,
  options: ImageBitmapOptions = { imageOrientation: 'from-image' },
): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(image, options);
  } catch {
    return null;
  }
}
