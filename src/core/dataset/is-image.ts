/** Endings of formats to which some systems give no media type. */
const endings = /\.(heic|heif|tiff?|avif|jxl|jp2|webp)$/i;

/** Whether a file calls itself an image, by its media type or name. What it is, its bytes tell. */
export function isImage(path: string, mediaType: string): boolean {
  return mediaType.startsWith('image/') || endings.test(path);
}
