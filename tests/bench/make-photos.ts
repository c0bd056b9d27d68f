import { createRandom } from '../../src/core/shared/random.ts';

/** JPEGs of 500 x 400 pixels with the detail of a photograph, so that the bench needs no data set. */
export async function makePhotos(count: number): Promise<Blob[]> {
  const canvas = new OffscreenCanvas(500, 400);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const random = createRandom(7);
  const photos: Blob[] = [];
  for (let photo = 0; photo < count; photo++) {
    const picture = context.createImageData(canvas.width, canvas.height);
    const waves = Array.from({ length: 12 }, () => random.next());
    for (let i = 0; i < picture.data.length; i += 4) {
      const x = ((i / 4) % canvas.width) / 40;
      const y = i / 4 / canvas.width / 40;
      for (let channel = 0; channel < 3; channel++) {
        const [a, b, c, d] = waves.slice(channel * 4, channel * 4 + 4) as [number, number, number, number];
        picture.data[i + channel] =
          128 + 90 * Math.sin(x * a * 3 + y * b * 3 + c * 7) + 60 * (random.next() - 0.5) * d;
      }
      picture.data[i + 3] = 255;
    }
    context.putImageData(picture, 0, 0);
    photos.push(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 }));
  }
  return photos;
}
