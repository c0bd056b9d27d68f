import { StudioPage } from '../e2e/studio-page.ts';
import { packTiny } from '../e2e/test-images.ts';
import { findLongestTask, type LongestTask } from './find-longest-task.ts';
import type { BenchRoom } from './open-bench-page.ts';

/** What one thing that is done to all images of a large class costs the page. */
export interface GalleryFigure extends LongestTask {
  readonly name: string;
  /** Elements of the page afterwards. */
  readonly elementCount: number;
}

const imageCount = 10_000;

/** Does to all images of a class what a person can do to them at once; prints the figures. */
export async function measureGallery({ browser, appUrl }: BenchRoom): Promise<readonly GalleryFigure[]> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const studio = new StudioPage(await context.newPage());
  const { page } = studio;
  await studio.open(appUrl);
  console.log(`\nA class of ${imageCount} images; the longest task of the page's thread in each step`);
  // Those that wait to be looked at are shown and edited like others.
  await studio.importZip(packTiny(imageCount, (index) => `many/${index}.png`));
  const panel = page.locator('#images');
  await panel.getByText(/^\d+ of 10,000$/).waitFor({ timeout: 600_000 });
  await panel.getByRole('button', { name: 'Stop', exact: true }).click();
  await panel.getByRole('progressbar').waitFor({ state: 'detached', timeout: 60_000 });

  const options = page.getByRole('listbox', { name: 'Images of many' }).getByRole('option');
  const leftOut = panel.getByText('10,000 images, 10,000 left out');
  const undo = () => page.getByRole('button', { name: /^Undo: / }).click();
  const gone = { state: 'detached' } as const;
  const figures: GalleryFigure[] = [];
  const measure = async (name: string, work: () => Promise<unknown>) => {
    const longest = await findLongestTask(browser, page, work);
    const elementCount = await page.locator('*').count();
    figures.push({ name, ...longest, elementCount });
    const [processor, wall] = [longest.processorMs, longest.wallMs].map((ms) => ms.toFixed(0));
    console.log(
      `  ${name.padEnd(12)} ${processor} ms of the processor, ${wall} ms in all; ${elementCount} elements`,
    );
  };
  await measure('show all', async () => {
    await studio.button('Show all 10,000').click();
    await options.nth(30).waitFor();
  });
  await measure('scroll', async () => {
    await options.nth(3).hover();
    for (let turn = 0; turn < 30; turn++) {
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(50);
    }
  });
  await options.first().focus();
  await measure('select all', async () => {
    await page.keyboard.press('Control+a');
    await page.getByText('10,000 selected', { exact: true }).waitFor();
  });
  await measure('leave out', async () => {
    await studio.button('Leave out').click();
    await leftOut.waitFor();
  });
  await measure('undo', async () => {
    await undo();
    await leftOut.waitFor(gone);
  });
  await measure('redo', async () => {
    await page.getByRole('button', { name: /^Redo: / }).click();
    await leftOut.waitFor();
  });
  await measure('remove', async () => {
    await studio.button('Remove 10,000 images').click();
    await options.first().waitFor(gone);
  });
  await measure('undo', async () => {
    await undo();
    await options.first().waitFor();
  });
  await context.close();
  return figures;
}
