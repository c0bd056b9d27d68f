import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTiff } from '../engine/support/make-tiff.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripes, drawStripesPng } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('Predict opens a TIFF, shows what the model saw of it, and says what is missing of a cut file', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 8, blue: 8 });
  await studio.setNumber('Epochs', 20);
  await studio.train();

  const samples = [...drawStripes('blue', 99)];
  const tiff = makeTiff({ width: 224, height: 224, samples, samplesPerPixel: 3, photometric: 2 });
  const input = studio.fileInput('Image to classify');
  await input.setInputFiles({ name: 'scan.tif', mimeType: 'image/tiff', buffer: Buffer.from(tiff) });
  await expect.poll(async () => (await studio.readPredictions())[0], { timeout: 60_000 }).toMatch(/^blue/);
  const picture = page.locator('#predict').getByRole('img', { name: /scan\.tif/ });
  const isShown = () =>
    picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0);
  await expect.poll(isShown).toBe(true);

  const red = drawStripesPng('red', 99);
  await input.setInputFiles({ ...red, buffer: red.buffer.subarray(0, red.buffer.length * 0.7) });
  await expect
    .poll(() => page.locator('#predict').innerText(), { timeout: 60_000 })
    .toMatch(/damaged or cut off\. The upper \d+(\.\d+)?% of the picture could be read and is used\./);
  expect((await studio.readPredictions())[0]).toMatch(/^red/);
  expect(session.complaints).toEqual([]);
});
