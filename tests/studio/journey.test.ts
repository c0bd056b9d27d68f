import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GraftReport } from '../../src/core/export/create-report.ts';
import type { NamedBlob } from '../../src/platform/named-blob.ts';
import { figuresOf } from '../../src/studio/evaluate-model.ts';
import { selectModelFit } from '../../src/studio/select-model-fit.ts';
import { type ConnectedEngine, connectEngine } from '../engine/support/connect-engine.ts';
import { drawPng, type Motif } from '../engine/support/draw-image.ts';
import { startServer, type TestServer } from '../engine/support/serve.ts';
import { countImages, createTestStudio } from './support/create-test-studio.ts';

let server: TestServer;
let engine: ConnectedEngine;

beforeAll(async () => {
  server = await startServer();
  engine = connectEngine(server.builtInBaseUrl);
});

afterAll(async () => {
  engine.close();
  await server.close();
});

const motifs: readonly Motif[] = ['stripes', 'discs', 'checks'];
const imagesPerClass = 7;

/** A ZIP of drawn images with a broken one among them, and a few of each motif held out as the test set. */
async function drawSet(): Promise<NamedBlob> {
  const files: Record<string, Uint8Array> = { 'set/train/discs/cut.png': Uint8Array.of(137, 80, 78, 71) };
  for (const motif of motifs) {
    for (let seed = 0; seed < imagesPerClass; seed++) {
      const folder = seed < 2 ? 'test' : 'train';
      files[`set/${folder}/${motif}/${seed}.png`] = await drawPng(motif, seed).bytes();
    }
  }
  return { path: 'set.zip', blob: new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]) };
}

test('from a ZIP to a model, a prediction, a report, and on after a crash', async () => {
  const embeddedIds: string[] = [];
  const { client } = engine;
  const { studio, state, downloads } = createTestStudio({
    ...client,
    embedImages: (images, onEmbedded, knownImageHashes) => {
      const note: typeof onEmbedded = (results) => {
        embeddedIds.push(...results.map(({ id }) => id));
        return onEmbedded(results);
      };
      return client.embedImages(images, note, knownImageHashes);
    },
  });
  await studio.startEngine();
  expect(state().engine).toMatchObject({ phase: 'ready', baseModel: { embeddingSize: 1024 } });

  await studio.importFiles([await drawSet()], null);
  expect(countImages(state())).toEqual({ checks: [7, 0], discs: [7, 0], stripes: [7, 0] });
  expect(state().problems).toMatchObject([{ file: 'set/train/discs/cut.png' }]);
  expect(state().announcement).toBe('21 images ready in 3 classes, 1 file left out.');
  expect(embeddedIds).toHaveLength(22);
  expect(
    state().samples.every(({ thumbnail, imageHash }) => thumbnail !== null && imageHash?.length === 64),
  ).toBe(true);

  studio.changeSettings({ epochs: 30 });
  const tensorCount = await client.countTensors();
  await studio.train();
  expect(state().training).toEqual({ phase: 'idle' });
  const { model } = state();
  expect(model?.history).toHaveLength(30);
  expect(figuresOf(model?.evaluation.validation ?? null)?.evaluation.sampleCount).toBe(3);
  expect(figuresOf(model?.evaluation.test ?? null)?.evaluation.sampleCount).toBe(6);
  // Stripes, discs and checks are told apart by a network that knows shapes; guessing gives a third.
  expect(figuresOf(model?.evaluation.test ?? null)?.evaluation.accuracy).toBeGreaterThanOrEqual(5 / 6);

  const discs = state().classes.find(({ name }) => name === 'discs');
  studio.renameClass(discs?.id ?? '', 'dots');
  expect(selectModelFit(state())).toBe('current');
  await studio.predictFile({ path: 'new.png', blob: drawPng('discs', 99) });
  const { prediction } = state();
  expect(prediction).toMatchObject({ phase: 'done', entries: [{ classId: discs?.id }, {}, {}] });
  expect(state().announcement).toMatch(/^new\.png: dots, /);
  expect(await client.countTensors()).toBe(tensorCount);

  await studio.exportModel({ format: 'report' });
  const report: GraftReport = JSON.parse(new TextDecoder().decode(downloads[0]?.bytes));
  expect(report.dataset.classes).toEqual([
    { name: 'checks', training: 4, validation: 1, test: 2 },
    { name: 'dots', training: 4, validation: 1, test: 2 },
    { name: 'stripes', training: 4, validation: 1, test: 2 },
  ]);
  expect(report.timings.imagesEmbedded).toBe(21);
  expect(report.evaluation.test?.accuracy).toBe(
    figuresOf(model?.evaluation.test ?? null)?.evaluation.accuracy,
  );
  await studio.exportModel({ format: 'head', precision: 'float32' });
  await studio.exportModel({ format: 'full-model', precision: 'float32' });
  expect(downloads.map(({ bytes }) => bytes.byteLength > 1000)).toEqual([true, true, true]);

  const phases: string[] = [];
  studio.store.subscribe(({ engine }) => phases.push(engine.phase));
  engine.crash('device lost');
  await expect.poll(() => phases, { timeout: 20_000 }).toContain('ready');
  expect(phases[0]).toBe('restarting');
  expect(engine.spawnCount()).toBe(2);
  await studio.predictFile({ path: 'again.png', blob: drawPng('discs', 99) });
  expect(state().prediction).toMatchObject({ phase: 'done', entries: [{ classId: discs?.id }, {}, {}] });
  await studio.train();
  expect(state().model).not.toBe(model);
  expect(state().model?.head).toEqual(model?.head);
  expect(embeddedIds, 'nothing is embedded again').toHaveLength(22);

  await studio.importFiles([await drawSet()], null);
  expect(countImages(state())).toEqual({ checks: [14, 0], discs: [7, 0], dots: [7, 0], stripes: [14, 0] });
  expect(state().announcement).toBe(
    '21 images ready in 3 classes, 21 of them copies of others, 1 file left out.',
  );
  expect(state().timings.imagesEmbedded, 'the same bytes are not embedded again').toBe(21);
});

test('a crash in the middle of embedding and of training loses nothing that was done', async () => {
  const { client } = engine;
  const embeddedIds: string[] = [];
  let crashAt: 'embedding' | 'training' | null = 'embedding';
  const { studio, state } = createTestStudio({
    ...client,
    embedImages: (images, onEmbedded) =>
      client.embedImages(images, async (results) => {
        embeddedIds.push(...results.map(({ id }) => id));
        const answer = await onEmbedded(results);
        if (crashAt === 'embedding') engine.crash('lost while embedding');
        crashAt = null;
        return answer;
      }),
    trainHead: (request, onStep) =>
      client.trainHead(request, async (step) => {
        if (crashAt === 'training') engine.crash('lost while training');
        // The one that is lost goes on here, and a step later would end the next one, too.
        crashAt = null;
        return onStep(step);
      }),
  });
  await studio.startEngine();
  const set = await drawSet();
  await studio.importFiles([set], null);
  expect(countImages(state())).toEqual({ checks: [7, 0], discs: [7, 0], stripes: [7, 0] });
  expect(new Set(embeddedIds).size).toBe(embeddedIds.length);

  await studio.train();
  const { model } = state();
  expect(model).not.toBeNull();
  crashAt = 'training';
  await studio.train();
  expect(state().training).toEqual({
    phase: 'failed',
    failure: { kind: 'engine-crashed', detail: 'lost while training' },
  });
  expect(state().model).toBe(model);
  crashAt = null;
  await studio.train();
  expect(state().training).toEqual({ phase: 'idle' });
  expect(new Set(embeddedIds).size).toBe(embeddedIds.length);
});
