import type { Answer } from '../core/shared/answer.ts';
import { createRandom } from '../core/shared/random.ts';

/**
 * JPEGs of 500 x 400 pixels with the detail of a photograph, to measure speed without anybody's images.
 * @param ask before each; `stop` leaves it at those so far
 * @throws where the browser has no canvas off the page
 */
export async function drawPhotos(
  count: number,
  ask: () => Promise<Answer> = async () => 'continue',
): Promise<Blob[]> {
  const canvas = new OffscreenCanvas(500, 400);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const random = createRandom(7);
  const { width, height } = canvas;
  const photos: Blob[] = [];
  for (let photo = 0; photo < count; photo++) {
    if ((await ask()) === 'stop') break;
    const picture = context.createImageData(width, height);
    picture.data.fill(255);
    for (let channel = 0; channel < 3; channel++) {
      const perColumn = (3 * random.next()) / 40;
      const perRow = (3 * random.next()) / 40;
      const phase = 7 * random.next();
      const grain = 60 * random.next();
      for (let pixel = 0; pixel < width * height; pixel++) {
        const wave = Math.sin((pixel % width) * perColumn + (pixel / width) * perRow + phase);
        picture.data[4 * pixel + channel] = 128 + 90 * wave + grain * (random.next() - 0.5);
      }
    }
    context.putImageData(picture, 0, 0);
    photos.push(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 }));
  }
  return photos;
}
