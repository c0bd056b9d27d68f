/** A WebP of 2 x 1 pixels whose Exif orientation asks for a quarter turn. */
const lyingWebp =
  'UklGRk4AAABXRUJQVlA4WAoAAAAIAAAAAQAAAAAAVlA4TA4AAAAvAQAAAAcQEf0PRET/A0VYSUYaAAAASUkqAAgAAAABABIBAwABAAAABgAAAAAAAAA=';

let answer: Promise<boolean> | null = null;

/** Whether this browser's decoder leaves WebP files as they are stored (Chromium does); tried once on a tiny file. */
export function overlooksWebpOrientation(): Promise<boolean> {
  answer ??= decodeLying();
  return answer;
}

async function decodeLying(): Promise<boolean> {
  const bytes = Uint8Array.from(atob(lyingWebp), (letter) => letter.charCodeAt(0));
  try {
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }), {
      imageOrientation: 'from-image',
    });
    const overlooked = bitmap.width > bitmap.height;
    bitmap.close();
    return overlooked;
  } catch {
    return false;
  }
}
