import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawStripesPng, packStripes } from './test-images.ts';

let session: StudioSession;
let retriesImports: boolean;

beforeAll(async () => {
  session = await startStudioSession();
  retriesImports = await findOutAboutRetries();
});

afterAll(async () => {
  await session?.close();
});

/** Browsers from before 2026 remember that a module could not be fetched (whatwg/html#10327): there, no try helps. */
async function findOutAboutRetries(): Promise<boolean> {
  const page = await session.browser.newPage();
  let tries = 0;
  await page.route('**/module.js', (route) =>
    ++tries === 1
      ? route.abort()
      : route.fulfill({ contentType: 'text/javascript', body: 'export default 1' }),
  );
  await page.goto(session.url);
  const load = `import('${session.url}module.js').then(() => true, () => false)`;
  // As text: the test runner would rewrite the imports of a function.
  const answer = await page.evaluate<boolean>(`${load}.then(() => ${load})`);
  await page.close();
  return answer;
}

/** Requests that can be made to fail, and to work again. */
interface BrokenConnection {
  break(): void;
  mend(): void;
  /** How many requests have failed so far. */
  failedCount(): number;
}

const unbroken: BrokenConnection = { break: () => {}, mend: () => {}, failedCount: () => 0 };

async function breakConnection(context: BrowserContext, address: RegExp): Promise<BrokenConnection> {
  let broken = true;
  let failedCount = 0;
  await context.route(address, (route) => {
    if (!broken) return route.continue();
    // In turn what no connection and what a newer version on the host would do.
    return ++failedCount % 2 === 1 ? route.abort() : route.fulfill({ status: 404, body: 'Not found' });
  });
  return {
    break: () => {
      broken = true;
    },
    mend: () => {
      broken = false;
    },
    failedCount: () => failedCount,
  };
}

const lazyParts =
  /assets\/(training-charts|cell-images-dialog|camera-dialog|credits-dialog|engine-dialog|live-camera)-/;

test('parts of the page that cannot be fetched say so in their place, and can be tried again; the rest goes on', async ({
  skip,
}) => {
  skip(!retriesImports, 'this browser fetches no module twice');
  let connection = unbroken;
  const studio = await session.openStudio({}, async (context) => {
    connection = await breakConnection(context, lazyParts);
  });
  const { page } = studio;
  await studio.importStripes({ red: 10, blue: 10 });
  await studio.setNumber('Epochs', 3);
  await studio.train();
  await studio.fileInput('Image to classify').setInputFiles(drawStripesPng('red', 50));
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(2);

  /** What is asked for is not there, then it is; `place` holds both. */
  const tryAgain = async (place: string) => {
    const alert = page
      .locator(place)
      .getByRole('alert')
      .filter({ hasText: 'A part of Graft that is needed' });
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(
      /could not be fetched .* Nothing you had is lost\. Check the connection/,
    );
    expect(await studio.readClasses()).toEqual({ red: 10, blue: 10 });
    const failedBefore = connection.failedCount();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => connection.failedCount()).toBeGreaterThan(failedBefore);
    await alert.waitFor();
    connection.mend();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    connection.break();
  };
  const closeDialog = async (title: RegExp) => {
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    const { y = -1, height = 0 } = (await dialog.boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
  };

  await tryAgain('#train');
  await page.getByRole('img', { name: 'Loss per epoch' }).waitFor();

  await page.getByRole('table', { name: 'Confusion matrix' }).getByRole('button').first().click();
  await tryAgain('#evaluate');
  await closeDialog(/recognised|taken for/);

  await studio.button('Use camera for red').click();
  await tryAgain('#images');
  await closeDialog(/^Camera for red/);

  await studio.button('Credits and licences').click();
  await tryAgain('#images');
  await closeDialog(/^Credits/);

  await page.getByRole('button', { name: /^Engine/ }).click();
  await tryAgain('header');
  await closeDialog(/^Engine/);

  expect(await studio.readPredictions()).toHaveLength(2);
  await studio.button('Use camera').click();
  await tryAgain('#predict');
  await expect.poll(async () => (await studio.readPredictions()).length, { timeout: 20_000 }).toBe(2);
});

test('the reader of ZIPs that cannot be fetched is said, and works once it can be', async ({ skip }) => {
  skip(!retriesImports, 'this browser fetches no module twice');
  let connection = unbroken;
  const studio = await session.openStudio({}, async (context) => {
    connection = await breakConnection(context, /assets\/(read-zip|zip-core-native)-/);
  });
  await studio.addImages(await addClass(studio), [drawStripesPng('green', 1)]);
  const before = { 'Class 1': 1 };
  for (const tries of [1, 2]) {
    await studio.importZip(packStripes({ red: 1, blue: 1 }));
    await expect.poll(async () => (await studio.readProblems()).length, { timeout: 20_000 }).toBe(tries);
    const [problem] = await studio.readProblems();
    expect(problem?.file).toBe('stripes.zip');
    expect(problem?.sentence).toMatch(/^A part of Graft that is needed for this could not be fetched/);
    expect(await studio.readClasses()).toEqual(before);
  }
  connection.mend();
  await studio.importStripes({ red: 1, blue: 1 });
  expect(await studio.readClasses()).toEqual({ ...before, red: 1, blue: 1 });
});

test('sample images that cannot be fetched are said, and come once they can be', async () => {
  let connection = unbroken;
  const studio = await session.openStudio({}, async (context) => {
    connection = await breakConnection(context, /samples\/sample-images\.zip/);
  });
  await studio.addImages(await addClass(studio), [drawStripesPng('green', 1)]);
  for (const [tries, reason] of [
    [1, /could not be fetched \(Failed to fetch\)/],
    [2, /could not be fetched \(the server answered 404\)/],
  ] as const) {
    await studio.button('Sample images').click();
    await expect.poll(async () => (await studio.readProblems()).length, { timeout: 20_000 }).toBe(tries);
    const [problem] = await studio.readProblems();
    expect(problem?.file).toBe('Sample images');
    expect(problem?.sentence).toMatch(reason);
    expect(await studio.readClasses()).toEqual({ 'Class 1': 1 });
  }
  connection.mend();
  await studio.button('Sample images').click();
  await expect
    .poll(async () => Object.keys(await studio.readClasses()).sort(), { timeout: 20_000 })
    .toEqual(['Animal', 'Building', 'Class 1', 'Food', 'Vehicle']);
});

/** @returns the name of the new class */
async function addClass(studio: StudioPage): Promise<string> {
  await studio.button('Add class').click();
  await studio.classCard('Class 1').waitFor();
  return 'Class 1';
}
