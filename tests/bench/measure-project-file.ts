import { rm } from 'node:fs/promises';
import { StudioPage } from '../e2e/studio-page.ts';
import type { BenchRoom } from './open-bench-page.ts';
import { type PageStrain, watchPage } from './watch-page.ts';

/** How the page bears a project file of many images. */
export interface ProjectFileFigures {
  readonly imageCount: number;
  readonly saving: PageStrain;
  readonly opening: PageStrain & { readonly durationMs: number };
}

/** Saves the project of a page, opens the file in another profile, and clicks on the page meanwhile. */
export async function measureProjectFile(
  { browser, appUrl }: BenchRoom,
  saved: StudioPage,
  imageCount: number,
  file: string,
): Promise<ProjectFileFigures> {
  const saveWatch = await watchPage(saved.page);
  const [download] = await Promise.all([
    saved.page.waitForEvent('download', { timeout: 600_000 }),
    saved.button('Save project').click(),
  ]);
  await download.saveAs(file);
  const saving = await saveWatch.end();
  await saved.page.close();

  const context = await browser.newContext({ serviceWorkers: 'block' });
  const opened = new StudioPage(await context.newPage());
  await opened.open(appUrl);
  await opened.page.getByRole('button', { name: /^Engine: WebAssembly/ }).waitFor();
  const openWatch = await watchPage(opened.page);
  const startMs = performance.now();
  await opened.importZip(file);
  await opened.waitUntilImagesAreReady(3_600_000);
  const durationMs = performance.now() - startMs;
  // What is the matter with the images is looked for as soon as they are there.
  await opened.page.getByText(/to look at before you train/).waitFor({ timeout: 600_000 });
  const opening = { ...(await openWatch.end()), durationMs };
  await context.close();
  await rm(file);
  console.log(
    `Its project file: slowest of ${saving.clickCount} clicks while it is saved ${saving.slowestClickMs.toFixed(0)} ms; ` +
      `opened in ${(durationMs / 1000).toFixed(1)} s, slowest of ${opening.clickCount} clicks ${opening.slowestClickMs.toFixed(0)} ms`,
  );
  return { imageCount, saving, opening };
}
