/**
 * The browser's own decoder.
 * @returns null when it refuses the file
 */
export async function decodeBitmap(
  image: Blob,
  options: ImageBitmapOptions = {},
): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(image, { imageOrientation: 'from-image', ...options });
  } catch {
    return null;
  }
}
