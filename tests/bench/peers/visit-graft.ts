import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { projectFolder } from '../../../scripts/project.mjs';
import { serveBuild } from '../../../scripts/serve.mjs';
import type { BackendName } from '../../../src/engine/engine-api.ts';
import { StudioPage } from '../../e2e/studio-page.ts';
import type { PhotoClass } from './gather-photos.ts';
import type { PeerSettings } from './peer.ts';
import { findAddress, type GraftTimes, openStudio, timeTraining } from './time-graft.ts';

/** A training, and how long the studio had taken before it from the opening of the page until its engine was ready. */
export interface GraftVisit extends GraftTimes {
  readonly startMs: number;
}

/** How a person meets the studio: for the first time, again with what came of it, and again with new images. */
export interface GraftVisits {
  /** A first visit: nothing is kept yet. */
  readonly cold: GraftVisit;
  /** The trained project is opened again, and classifies an image. */
  readonly reopened: {
    /** From the opening of the page to the answer. */
    readonly firstPredictionMs: number;
    /** Bytes of base model that the host sent. */
    readonly modelBytes: number;
  };
  /** A class is added to the trained project. */
  readonly incremental: GraftTimes;
  /** A second visit after one that brought no images: all images, those of the added class too, from nothing. */
  readonly warm: GraftVisit;
}

/** What is done in the visits. */
export interface VisitPlan {
  readonly browser: Browser;
  readonly backend: BackendName;
  readonly settings: PeerSettings;
  /** Folders of `train/class/file` and `validation/class/file`, without and with the class that is added. */
  readonly before: string;
  readonly after: string;
  readonly added: PhotoClass;
  /** The longest wait for anything. */
  readonly timeoutMs: number;
}

/** A first visit alone. @param folder `train/class/file` and `validation/class/file` */
export async function trainFirst(
  plan: Pick<VisitPlan, 'browser' | 'backend' | 'settings' | 'timeoutMs'>,
  folder: string,
): Promise<GraftVisit> {
  const server = await serveBuild({});
  const context = await plan.browser.newContext();
  context.setDefaultTimeout(plan.timeoutMs);
  try {
    return await trainAnew(plan, context, await findAddress(plan.browser, server.url, plan.backend), folder);
  } finally {
    await context.close();
    await server.close();
  }
}

/** Makes the visits with two profiles that were empty before. */
export async function visitGraft(plan: VisitPlan): Promise<GraftVisits> {
  const { browser, before, after } = plan;
  const modelFiles: string[] = [];
  const server = await serveBuild({
    onAnswer({ path: file, status }) {
      if (status === 200 && file.startsWith('models/')) modelFiles.push(file);
    },
  });
  const [context, otherContext] = [await browser.newContext(), await browser.newContext()];
  context.setDefaultTimeout(plan.timeoutMs);
  otherContext.setDefaultTimeout(plan.timeoutMs);
  try {
    const address = await findAddress(browser, server.url, plan.backend);
    const cold = await trainAnew(plan, context, address, before);
    modelFiles.length = 0;
    const { studio, firstPredictionMs } = await predictOnReturn(plan, context, address);
    const modelBytes = await sumSizes(modelFiles);
    const incremental = await addClass(plan, studio);
    await context.close();

    const { studio: unused } = await openStudio(otherContext, address);
    await unused.page.getByText('Works offline from now on').waitFor();
    await unused.page.close();
    const warm = await trainAnew(plan, otherContext, address, after);
    await otherContext.close();
    return { cold, reopened: { firstPredictionMs, modelBytes }, incremental, warm };
  } finally {
    await server.close();
  }
}

async function trainAnew(
  { browser, settings }: Pick<VisitPlan, 'browser' | 'settings'>,
  context: BrowserContext,
  address: string,
  folder: string,
): Promise<GraftVisit> {
  const { studio, startMs } = await openStudio(context, address);
  const bringIn = () => studio.fileInput('Import folder').setInputFiles(folder);
  const times = await timeTraining(browser, studio, settings, bringIn);
  await studio.page.close();
  return { startMs, ...times };
}

async function addClass(
  { browser, settings, added, after }: VisitPlan,
  studio: StudioPage,
): Promise<GraftTimes> {
  // By their paths, as a person chooses them: Playwright would unpack buffers on the page's own thread.
  const files = await listFiles(after, added.name);
  await studio.button('Add class').first().click();
  const name = studio.page.getByRole('textbox', { name: 'Class name' }).last();
  await name.fill(added.name);
  await name.blur();
  const bringIn = () => studio.fileInput(`Add images to ${added.name}`).setInputFiles(files);
  return timeTraining(browser, studio, settings, bringIn);
}

/** Opens the studio again and has an image classified by the trained head, as soon as that can be asked for. */
async function predictOnReturn(
  { added }: VisitPlan,
  context: BrowserContext,
  address: string,
): Promise<{ readonly studio: StudioPage; readonly firstPredictionMs: number }> {
  const studio = new StudioPage(await context.newPage());
  await studio.page.goto(address);
  const input = studio.fileInput('Image to classify');
  // Playwright would hand a file to a closed input, too.
  await input.and(studio.page.locator(':enabled')).waitFor({ state: 'attached' });
  await input.setInputFiles({ name: 'new.jpg', mimeType: 'image/jpeg', buffer: added.photos[0] as Buffer });
  await studio.page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first().waitFor();
  const firstPredictionMs = await studio.page.evaluate(() => performance.now());
  return { studio, firstPredictionMs };
}

async function listFiles(folder: string, className: string): Promise<readonly string[]> {
  const folders = ['train', 'validation'].map((set) => path.join(folder, set, className));
  const names = await Promise.all(folders.map((each) => readdir(each)));
  return folders.flatMap((each, index) => (names[index] ?? []).map((name) => path.join(each, name)));
}

async function sumSizes(files: readonly string[]): Promise<number> {
  const sizes = files.map(async (file) => (await stat(path.join(projectFolder, 'dist', file))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
