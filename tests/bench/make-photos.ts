import { drawPhotos } from '../../src/platform/draw-photos.ts';

/** Drawn photos as base64, which goes from page to bench. */
export async function makePhotoFiles(count: number): Promise<string[]> {
  const photos = await drawPhotos(count);
  const buffers = await Promise.all(photos.map((photo) => photo.arrayBuffer()));
  return buffers.map(encodeBase64);
}

function encodeBase64(buffer: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}
