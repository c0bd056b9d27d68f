import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { projectFolder } from '../../scripts/project.mjs';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

/** The whole studio on a wide screen after training on the sample images, with one of their test images predicted. */
export async function takeReadmePicture(file: string): Promise<void> {
  const session = await startStudioSession();
  try {
    const studio = await session.openStudio({
      viewport: { width: 1440, height: 1000 },
      colorScheme: 'light',
    });
    await bringImages(studio, null);
    await trainAndPredict(studio, null);
    await studio.page.evaluate(() => window.scrollTo(0, 0));
    await studio.page.screenshot({ path: file });
  } finally {
    await session.close();
  }
}

/** One picture of each state for each screen, into `folder`. `zip` brings other images than the sample set. */
export async function takeScreenshots(folder: string, zip: string | null): Promise<void> {
  await mkdir(folder, { recursive: true });
  const session = await startStudioSession();
  try {
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await takeStates(session, { width, height }, colorScheme, folder, zip);
      }
    }
  } finally {
    await session.close();
  }
}

async function takeStates(
  session: StudioSession,
  viewport: { readonly width: number; readonly height: number },
  colorScheme: 'light' | 'dark',
  folder: string,
  zip: string | null,
): Promise<void> {
  const studio = await session.openStudio({ viewport, colorScheme });
  const take = (state: string) =>
    studio.page.screenshot({
      path: path.join(folder, `${viewport.width}-${colorScheme}-${state}.png`),
      fullPage: true,
    });
  await take('1-empty');
  await bringImages(studio, zip, () => take('2-importing'));
  await take('3-ready');
  await studio.trainButton.click();
  await studio.page.getByRole('progressbar', { name: 'Training' }).waitFor();
  await take('4-training');
  await studio.waitUntilTrained();
  await predict(studio, zip);
  await take('5-trained');
  await studio.page.context().close();
}

async function bringImages(
  studio: StudioPage,
  zip: string | null,
  whileImporting: () => Promise<unknown> = async () => {},
): Promise<void> {
  if (zip === null) await studio.button('Sample images').first().click();
  else await studio.importZip(zip);
  await studio.page
    .getByRole('progressbar', { name: /Adding|Importing/ })
    .first()
    .waitFor();
  await studio.page.waitForTimeout(3000);
  await whileImporting();
  await studio.waitUntilImagesAreReady();
}

async function trainAndPredict(studio: StudioPage, zip: string | null): Promise<void> {
  await studio.train();
  await predict(studio, zip);
}

async function predict(studio: StudioPage, zip: string | null): Promise<void> {
  const source = zip ?? path.join(projectFolder, 'public/samples/sample-images.zip');
  const entries = unzipSync(await readFile(source), {
    filter: ({ name }) => /test\/.+\.(png|jpe?g)$/i.test(name),
  });
  const [name, bytes] = Object.entries(entries)[0] as [string, Uint8Array];
  await studio.fileInput('Image to classify').setInputFiles({
    name: path.basename(name),
    mimeType: name.endsWith('.png') ? 'image/png' : 'image/jpeg',
    buffer: Buffer.from(bytes),
  });
  await studio.page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first().waitFor();
}
