import { strFromU8, unzipSync } from 'fflate';
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOnnxMetadata } from '../../src/core/export/onnx/read-onnx-metadata.ts';
import { expectSound } from './expect-sound.ts';
import { expectChecked, readColour } from './export-choices.ts';
import { choiceOf } from './read-code.ts';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const patience = 300_000;
const programs = '**/assets/{ort-wasm,litert_wasm}*.wasm';

test(
  'ONNX and TFLite files are opened by their own runtimes, which are fetched only then',
  async () => {
    const fetched: string[] = [];
    const studio = await session.openStudio({}, (context) =>
      context.route(programs, async (route) => {
        fetched.push(new URL(route.request().url()).pathname.replace(/^.*assets\/(ort|litert).*$/, '$1'));
        await route.continue();
      }),
    );
    await studio.trainStripes();
    await openDetails(studio);
    expect(fetched).toEqual([]);

    const plain = await studio.download('Download ONNX');
    await expectChecked(studio, 'ONNX', 'ONNX Runtime 1.30.0');
    expectPassed(readOnnxCheck(plain.bytes), 1e-4);
    await choiceOf(studio, 'ONNX')
      .getByText(/^16-bit/)
      .click();
    await choiceOf(studio, 'ONNX').getByRole('switch', { name: 'Takes pictures of any size' }).check();
    const half = await studio.download('Download ONNX');
    await expectChecked(studio, 'ONNX', 'ONNX Runtime 1.30.0');
    expectPassed(readOnnxCheck(half.bytes), 5e-3);

    const full = await studio.download('Download TFLite');
    await expectChecked(studio, 'TFLite', 'LiteRT 2.5.3');
    expectPassed(readTfliteCheck(full.bytes), 1e-4);
    await choiceOf(studio, 'TFLite')
      .getByText(/^8-bit/)
      .click();
    const small = await studio.download('Download TFLite');
    expect(small.fileName).toMatch(/int8.*\.tflite$/);
    expect(small.bytes.length).toBeLessThan(4_500_000);
    await expectChecked(studio, 'TFLite', 'LiteRT 2.5.3');
    expectPassed(readTfliteCheck(small.bytes), 0.1);

    expect(new Set(fetched)).toEqual(new Set(['ort', 'litert']));
    await expectSound(studio, 'export, with ONNX and TFLite files checked', '#export');
    expect(session.complaints).toEqual([]);
  },
  patience,
);

test(
  'an ONNX file that gives other answers is handed over with a warning in red, which it holds itself',
  async () => {
    const studio = await session.openStudio({}, (context) =>
      context.route('**/assets/export-onnx-*.js', async (route) => {
        const response = await route.fetch({ maxRetries: 3 });
        const code = await response.text();
        // A limit of the layers that is not the studio's.
        await route.fulfill({ response, body: code.replace(/(relu6_highest.,\[\],\[)6\]/, '$11]') });
      }),
    );
    await studio.trainStripes();
    const { bytes } = await studio.download('Download ONNX');
    const warning = choiceOf(studio, 'ONNX').getByRole('alert');
    await expect
      .poll(() => warning.innerText())
      .toMatch(/^Do not rely on this file\. ONNX Runtime 1\.30\.0 gives other answers/);
    const colour = await warning.evaluate((element) => getComputedStyle(element).color);
    expect(colour).toBe(await readColour(studio, '--danger-ink'));
    expect(readOnnxCheck(bytes)).toMatchObject({ outcome: 'compared', passed: false });
  },
  patience,
);

test(
  'without its runtime a file is handed over all the same, and the page says that it was not checked, and why',
  async () => {
    let answer: (route: Route) => unknown = (route) => route.abort();
    const held: Route[] = [];
    const studio = await session.openStudio({}, (context) =>
      context.route(programs, (route) => answer(route)),
    );
    const { page } = studio;
    await studio.trainStripes();
    const onnx = choiceOf(studio, 'ONNX');

    const { bytes } = await studio.download('Download ONNX');
    await onnx
      .getByText(/^Not checked here: ONNX Runtime could not be fetched \(.+\)\. Download again/)
      .waitFor();
    expect(readOnnxCheck(bytes)).toMatchObject({ outcome: 'unchecked', reason: 'client-unreachable' });

    // What comes is no runtime.
    answer = (route) => route.fulfill({ contentType: 'application/wasm', body: 'nonsense' });
    await studio.download('Download ONNX');
    await onnx.getByText(/^Not checked here: ONNX Runtime does not run in this browser/).waitFor();

    // It does not come.
    answer = (route) => held.push(route);
    const downloading = studio.download('Download ONNX');
    await onnx.getByRole('progressbar', { name: 'Fetching ONNX Runtime for the check' }).waitFor();
    await expectSound(studio, 'export, while a runtime is fetched', '#export');
    await page.getByRole('button', { name: 'Skip the check' }).click();
    expect((await downloading).fileName).toMatch(/\.onnx$/);
    await onnx.getByText(/^Not checked here: it was skipped\./).waitFor();

    await studio.button('Download ONNX').click();
    await onnx.getByRole('progressbar', { name: 'Fetching ONNX Runtime for the check' }).waitFor();
    await onnx.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => studio.status.innerText()).toMatch(/stopped/i);
    expect(await onnx.getByRole('progressbar').count()).toBe(0);

    // What is not wanted is not asked for, and that is remembered.
    answer = (route) => route.continue();
    const askedCount = held.length;
    await onnx.getByRole('switch', { name: 'Check the file with ONNX Runtime' }).uncheck();
    await studio.download('Download ONNX');
    await onnx.getByText(/^Not checked here: ONNX Runtime was not to be fetched\./).waitFor();
    expect(held.length).toBe(askedCount);
    await page.reload();
    await studio.button('Download ONNX').waitFor();
    expect(await onnx.getByRole('switch', { name: /^Check the file/ }).isChecked()).toBe(false);
    expect(
      await choiceOf(studio, 'TFLite')
        .getByRole('switch', { name: /^Check the file/ })
        .isChecked(),
    ).toBe(false);
  },
  patience,
);

async function openDetails(studio: StudioPage): Promise<void> {
  for (const name of ['ONNX', 'TFLite']) await choiceOf(studio, name).getByText('How to use it').click();
}

function readOnnxCheck(bytes: Uint8Array) {
  return JSON.parse(readOnnxMetadata(bytes).metadata ?? '').check;
}

function readTfliteCheck(bytes: Uint8Array) {
  return JSON.parse(strFromU8(unzipSync(bytes)['metadata.json'] as Uint8Array)).check;
}

function expectPassed(check: { readonly largestDifference: number }, largestDifference: number): void {
  expect(check).toMatchObject({ outcome: 'compared', passed: true });
  expect(check.largestDifference).toBeLessThan(largestDifference);
}
