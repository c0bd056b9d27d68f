import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runNodeCode } from '../clients/run-node-code.ts';
import { runHeadCode, runPageCode } from '../clients/run-page-code.ts';
import { openTeachableCode, runTeachableCode } from '../clients/run-teachable-code.ts';
import { loadExportedModel } from '../support/load-exported-model.ts';
import {
  type ExportedCode,
  expectNear,
  expectNearPixels,
  openExportedCode,
  readPreviewPixels,
  tfjsInput,
} from './exported-code.ts';
import { choiceOf, readCode } from './read-code.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

// The code is read from the page and run as it stands there.

const patience = 240_000;
/** Where pictures are resized by another program than the browser. */
const nearly = 0.15;

let session: StudioSession;
let exported: ExportedCode;

beforeAll(async () => {
  session = await startStudioSession();
  exported = await openExportedCode(session);
}, patience);

afterAll(async () => {
  await session?.close();
});

test(
  'the code of the page predicts what the studio predicts, from a file and from an <img>',
  async () => {
    const files = await exported.download('full model (TF.js)');
    const code = await exported.read('full model (TF.js)', 'JavaScript');
    for (const source of ['file', 'img'] as const) {
      const answers = await runPageCode(session.browser, 'tfjs', code, files, exported.pictures, source);
      expectNear(answers, exported, 1e-4);
    }
    expect(session.complaints).toEqual([]);
  },
  patience,
);

const others = [
  ['tfjs', 'graph model (TF.js)'],
  ['onnxruntime', 'ONNX'],
  ['mediapipe', 'TFLite'],
] as const;

test.each(others)(
  'so does that with %s for the download %s',
  async (library, button) => {
    const files = await exported.download(button);
    const code = await exported.read(button, 'JavaScript');
    const answers = await runPageCode(session.browser, library, code, files, exported.pictures);
    expectNear(answers, exported, 1e-4);
  },
  patience,
);

test.each(['full model (TF.js)', 'graph model (TF.js)', 'ONNX'])(
  'the code for Node with the download %s predicts nearly what the studio predicts',
  async (button) => {
    const files = await exported.download(button);
    const code = await exported.read(button, 'Node');
    const { answers, printed } = await runNodeCode(code, files, exported.pictures);
    expectNear(answers, exported, nearly);
    const top = answers.map((answer) => {
      const confidence = Math.max(...answer);
      const isNone = confidence < (exported.noneThreshold ?? 0);
      return isNone ? 'None of these' : exported.labels[answer.indexOf(confidence)];
    });
    expect(printed.trim().split('\n').slice(-top.length)).toEqual(top);
  },
  patience,
);

test(
  'in Node the model gets nearly the pixels of the preview',
  async () => {
    const button = 'full model (TF.js)';
    const [code, files] = [await exported.read(button, 'Node'), await exported.download(button)];
    const { answers } = await runNodeCode(code, files, exported.pictures, tfjsInput);
    expectNearPixels(answers, await readPreviewPixels(session.browser, exported));
  },
  patience,
);

test('the code for the head gives what the head gives', async () => {
  const embedding = Array.from({ length: 1024 }, (_, i) => Math.abs(Math.sin(i)));
  const { bytes } = await exported.studio.download('Download head (TF.js)');
  const { model } = await loadExportedModel(bytes);
  const { tensor2d } = await import('@tensorflow/tfjs');
  const output = model.predict(tensor2d([embedding])) as { data(): Promise<Float32Array> };
  const code = await exported.read('head (TF.js)');
  const answer = await runHeadCode(session.browser, code, await exported.download('head (TF.js)'), embedding);
  expect(answer).toHaveLength(exported.labels.length);
  for (const [column, value] of (await output.data()).entries()) expect(answer[column]).toBeCloseTo(value, 5);
});

describe('for Teachable Machine', () => {
  const button = 'for Teachable Machine';

  test(
    'the code for a page predicts nearly what the studio predicts, with the latest TF.js, too',
    async () => {
      const files = await exported.download(button);
      const code = await exported.read(button, 'JavaScript');
      const difference = choiceOf(exported.studio, button).getByText(/^From original files: its library/);
      expect(await difference.isVisible()).toBe(true);
      const answers = await runTeachableCode(session.browser, code, files, exported.pictures);
      expectNear(answers, exported, nearly);
      const photo = { 'photo.jpg': exported.pictures[0] as Uint8Array };
      const page = await openTeachableCode(session.browser, code, { ...files, ...photo });
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      await expect
        .poll(() => said.length, { timeout: 60_000 })
        .toBeGreaterThanOrEqual(exported.labels.length);
      await page.context().close();
      for (const [column, label] of exported.labels.entries()) {
        const [name, probability] = said[column]?.split(' ') ?? [];
        expect(name).toBe(label);
        expect(Number(probability)).toBeCloseTo(answers[0]?.[column] as number, 4);
      }
    },
    patience,
  );

  test(
    'the sketch of p5.js names what its camera sees',
    async () => {
      const files = await exported.download(button);
      const page = await openTeachableCode(session.browser, await exported.read(button, 'p5.js'), files);
      const said = await page.waitForFunction(`typeof answer === 'string' && answer`, null, {
        timeout: 60_000,
      });
      expect([...exported.labels, 'None of these']).toContain(await said.jsonValue());
      await page.context().close();
    },
    patience,
  );
});

test('where the page may not copy, the code is selected and a sentence says how to copy it', async () => {
  const studio = await session.openStudio({}, (context) =>
    // What a page without https gets.
    context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard')),
  );
  await studio.trainStripes();
  const code = await readCode(studio, 'full model (TF.js)');
  await choiceOf(studio, 'full model (TF.js)').getByRole('button', { name: 'Copy code' }).click();
  await studio.page.getByText('The code is selected: press Ctrl+C').waitFor();
  expect(await studio.page.evaluate(() => String(getSelection()))).toBe(code);
});
