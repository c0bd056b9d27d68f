import { createRandom } from '../../src/core/shared/random.ts';

/** Side of the pictures that are made, in pixels: enough for any base model. */
const side = 256;

/**
 * Makes new photos of one by resampling: each shows another part of it, at another scale, and is encoded anew.
 * @param photo base64 of an image file
 * @param seed tells the photos of one source from those of another
 * @returns base64 of JPEG files
 */
export async function resamplePhoto(photo: string, count: number, seed: number): Promise<string[]> {
  const bytes = Uint8Array.from(atob(photo), (char) => char.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const random = createRandom(seed);
  const made: string[] = [];
  for (let index = 0; index < count; index++) {
    const part = Math.min(picture.width, picture.height) * (0.6 + 0.4 * random.next());
    const x = (picture.width - part) * random.next();
    const y = (picture.height - part) * random.next();
    context.drawImage(picture, x, y, part, part, 0, 0, side, side);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    made.push(btoa(String.fromCharCode(...new Uint8Array(await jpeg.arrayBuffer()))));
  }
  picture.close();
  return made;
}
