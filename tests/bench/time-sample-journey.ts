import { StudioPage } from '../e2e/studio-page.ts';
import type { BenchRoom } from './open-bench-page.ts';

/** How long a newcomer waits. */
export interface SampleJourney {
  readonly imageCount: number;
  readonly imagesMs: number;
  readonly totalMs: number;
  readonly testAccuracy: number;
}

/** From a click on "Sample images" to a trained and evaluated head on wasm, through the built app. */
export async function timeSampleJourney({ browser, appUrl }: BenchRoom): Promise<SampleJourney> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const studio = new StudioPage(await context.newPage());
  await studio.open(appUrl);
  const startMs = performance.now();
  await studio.button('Sample images').first().click();
  await studio.waitUntilImagesAreReady();
  const imagesMs = performance.now() - startMs;
  await studio.train();
  const totalMs = performance.now() - startMs;
  const report = await studio.downloadReport();
  await context.close();
  const testAccuracy = report.evaluation.test?.accuracy ?? Number.NaN;
  const imageCount = report.timings.imagesEmbedded;
  console.log(
    `\nSample images to a trained, evaluated head on wasm: ${(totalMs / 1000).toFixed(1)} s ` +
      `(${imageCount} images ready after ${(imagesMs / 1000).toFixed(1)} s); test accuracy ${testAccuracy.toFixed(3)}`,
  );
  return { imageCount, imagesMs, totalMs, testAccuracy };
}
