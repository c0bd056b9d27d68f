import type { Browser, BrowserContext } from 'playwright-core';
import type { BackendName } from '../../../src/engine/engine-api.ts';
import { backendLabel } from '../../../src/messages/en-words.ts';
import { StudioPage } from '../../e2e/studio-page.ts';
import type { PeerSettings } from './peer.ts';
import { type Strain, watchStrain } from './watch-strain.ts';

/** A training in the studio's page, from files to trained and judged head, in milliseconds. */
export interface GraftTimes extends Strain {
  /** Waiting for decoders while nothing could be embedded. */
  readonly decodeMs: number;
  readonly embedMs: number;
  /** The fit and the refit on all images. */
  readonly trainMs: number;
  /** All that is not in the others: reading, keeping, comparing, judging, showing. */
  readonly otherMs: number;
  readonly totalMs: number;
  readonly validationAccuracy: number;
  /** In this visit. */
  readonly imagesEmbedded: number;
}

/**
 * The address of the studio on a backend: without a word on that where the studio chooses it by itself, as a person meets it.
 */
export async function findAddress(browser: Browser, url: string, backend: BackendName): Promise<string> {
  const context = await browser.newContext();
  const { studio } = await openStudio(context, url);
  const name = await studio.page.getByRole('button', { name: /^Engine: / }).getAttribute('aria-label');
  const isChosen = name?.startsWith(`Engine: ${backendLabel(backend)}`);
  await context.close();
  return isChosen ? url : `${url}?backend=${backend}`;
}

/** Opens the studio. @returns its page, and how long it took from the opening until the engine was ready */
export async function openStudio(
  context: BrowserContext,
  address: string,
): Promise<{ readonly studio: StudioPage; readonly startMs: number }> {
  const studio = new StudioPage(await context.newPage());
  await studio.page.goto(address);
  await studio.page.getByRole('button', { name: /^Engine: (?!starting)/ }).waitFor();
  return { studio, startMs: await studio.page.evaluate(() => performance.now()) };
}

/** Sets what is the same for everybody, hands images in by `bringIn`, and presses Train as soon as that can be pressed. */
export async function timeTraining(
  browser: Browser,
  studio: StudioPage,
  { epochs, batchSize, learningRate }: PeerSettings,
  bringIn: () => Promise<void>,
): Promise<GraftTimes> {
  const { page } = studio;
  await studio.setNumber('Epochs', epochs);
  await studio.setNumber('Batch size', batchSize);
  await studio.setNumber('Learning rate', learningRate);
  await page.evaluate(() => {
    const times = { chosenMs: 0, trainedMs: 0 };
    Object.assign(window, { times });
    addEventListener(
      'change',
      ({ target }) => {
        if (target instanceof HTMLInputElement && target.type === 'file') times.chosenMs = performance.now();
      },
      { capture: true },
    );
    const train = document.querySelector('#train') as HTMLElement;
    const findButton = () =>
      [...train.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === 'Train');
    let isRunning = false;
    let wasBlocked = false;
    let isPressed = false;
    new MutationObserver(() => {
      const wasRunning = isRunning;
      isRunning = train.querySelector('[role="progressbar"]') !== null;
      if (wasRunning && !isRunning) times.trainedMs = performance.now();
      // Here, because Playwright looks at a button that is blocked twice a second.
      const button = findButton();
      if (times.chosenMs === 0 || button === undefined || isPressed) return;
      isPressed = wasBlocked && !button.disabled;
      wasBlocked = button.disabled;
      if (isPressed) button.click();
    }).observe(train, { attributes: true, childList: true, subtree: true });
  });
  const { result: totalMs, strain } = await watchStrain(browser, page, async () => {
    await bringIn();
    const trained = await page.waitForFunction(
      () => {
        const { times } = window as unknown as { times: { chosenMs: number; trainedMs: number } };
        return times.trainedMs > 0 ? times.trainedMs - times.chosenMs : 0;
      },
      undefined,
      { polling: 200 },
    );
    return trained.jsonValue();
  });
  await studio.waitUntilTrained();
  const { timings, evaluation } = await studio.downloadReport();
  const { decodeMs, embedMs, trainMs } = timings;
  return {
    decodeMs,
    embedMs,
    trainMs,
    otherMs: totalMs - decodeMs - embedMs - trainMs,
    totalMs,
    validationAccuracy: evaluation.validation?.accuracy ?? Number.NaN,
    imagesEmbedded: timings.imagesEmbedded,
    ...strain,
  };
}
