import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestStudio, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { otherBase, otherSource } from './support/create-two-base-engine.ts';
import { createPlainEngine } from './support/plain-engine.ts';

const deeds = [
  'import',
  'add-images',
  'add-broken',
  'delete-class',
  'remove-samples',
  'undo',
  'stop-import',
  'continue',
  'train',
  'stop-training',
  'predict',
  'export',
  'stop-export',
  'crash',
  'choose-backend',
  'choose-base-model',
  'start',
  'stop-start',
] as const;

interface Deed {
  readonly deed: (typeof deeds)[number];
  readonly at: number;
  /** How many turns of the event loop pass before the next. */
  readonly pause: number;
}

const sequences = fc.array(fc.record({ deed: fc.constantFrom(...deeds), at: fc.nat(9), pause: fc.nat(6) }), {
  minLength: 5,
  maxLength: 40,
});

test('whatever is done while other things are under way, all ends well', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence: readonly Deed[]) => {
      const engine = createPlainEngine();
      const { studio, state, clock } = createTestStudio(engine);
      engine.hooks.onGroup = takeTurn;
      engine.hooks.onEpoch = takeTurn;
      engine.hooks.onStart = async ({ baseModel }) => {
        await takeTurn();
        return baseModel.kind === 'built-in'
          ? null
          : { backend: 'wasm', reports: [], baseModel: otherBase, cuts: [] };
      };
      studio.changeSettings({ epochs: 3 });
      const actions: Promise<void>[] = [studio.startEngine()];
      let fileCount = 0;
      const newTexts = (word: string, count: number) => texts(`${word} ${fileCount++}`, count);

      for (const { deed, at, pause } of sequence) {
        const { classes, samples } = state();
        const classId = classes[at % Math.max(1, classes.length)]?.id ?? '';
        const act: Record<(typeof deeds)[number], () => Promise<void> | void> = {
          import: () =>
            studio.importFiles(
              [zipFile('set.zip', { red: newTexts('red', 4), blue: newTexts('blue', 3) })],
              null,
            ),
          'add-images': () =>
            studio.addImages(
              classId,
              newTexts('grey', at).map((text) => textFile(text, text)),
            ),
          'add-broken': () => studio.addImages(classId, [textFile('bad', 'broken')]),
          'delete-class': () => studio.deleteClass(classId),
          'remove-samples': () => studio.removeSamples(samples.slice(at, at + 3).map(({ id }) => id)),
          undo: studio.undo,
          'stop-import': studio.stopImport,
          continue: studio.continueImport,
          train: studio.train,
          'stop-training': studio.stopTraining,
          predict: () => studio.predictFile(textFile('a.png', 'red 1')),
          export: () =>
            studio.exportModel({ format: at % 2 === 0 ? 'head' : 'full-model', precision: 'float32' }),
          'stop-export': studio.stopExport,
          crash: () => engine.crash(),
          'choose-backend': () => studio.chooseBackend(at % 2 === 0 ? 'cpu' : 'wasm'),
          'choose-base-model': () =>
            studio.chooseBaseModel(at % 2 === 0 ? { kind: 'built-in' } : otherSource),
          start: studio.startEngine,
          'stop-start': studio.stopStart,
        };
        const action = act[deed]();
        if (action !== undefined) actions.push(action);
        clock.nowMs += 1000 * at;
        for (let turn = 0; turn < pause; turn++) await takeTurn();
      }

      await Promise.all(actions);
      // A restart after a crash is nobody's call, so nobody waits for it.
      const isAtRest = () => state().importing === null && ['ready', 'failed'].includes(state().engine.phase);
      for (let turn = 0; turn < 1000 && !isAtRest(); turn++) await takeTurn();
      const ended = state();
      expect(ended.importing).toBeNull();
      expect(ended.training.phase).not.toBe('running');
      expect(ended.exporting.phase).not.toBe('running');
      expect(ended.prediction?.phase).not.toBe('running');
      expect(['ready', 'failed']).toContain(ended.engine.phase);
      const classIds = new Set(ended.classes.map(({ id }) => id));
      expect(ended.samples.every(({ classId }) => classIds.has(classId))).toBe(true);
      expect(new Set(ended.samples.map(({ id }) => id)).size).toBe(ended.samples.length);
      expect(countMost(engine.embedded), 'no image is embedded twice by a base').toBeLessThanOrEqual(2);

      // And what was left waiting is one word away from being ready.
      await studio.startEngine();
      await studio.continueImport();
      expect(state().engine.phase).toBe('ready');
      expect(state().samples.filter(({ state }) => state === 'waiting')).toEqual([]);
      expect(state().importing).toBeNull();
      expect(countMost(engine.embedded)).toBeLessThanOrEqual(2);
    }),
    { seed: 11, numRuns: 150 },
  );
});

/** How often the commonest of the texts is there. */
function countMost(texts: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

const repeats = fc.record({
  /** One import after the other, or all at once. */
  together: fc.boolean(),
  imports: fc.array(
    fc.array(fc.record({ className: fc.constantFrom('red', 'blue'), text: fc.integer({ min: 0, max: 9 }) }), {
      minLength: 1,
      maxLength: 12,
    }),
    { minLength: 1, maxLength: 4 },
  ),
  /** Before which group of images the worker dies; null for never. */
  crashBefore: fc.option(fc.nat(8)),
});

test('of images that come in again and again each is embedded once, and every sample becomes ready', async () => {
  await fc.assert(
    fc.asyncProperty(repeats, async ({ together, imports, crashBefore }) => {
      const engine = createPlainEngine();
      const { studio, state } = createTestStudio(engine);
      engine.hooks.onStart = takeTurn;
      let groupCount = 0;
      engine.hooks.onGroup = async () => {
        if (groupCount++ === crashBefore) engine.crash();
        return null;
      };
      await studio.startEngine();
      const pending: Promise<void>[] = [];
      for (const images of imports) {
        const files = images.map(({ className, text }, index) =>
          // Some are broken, each time they come.
          textFile(`${className}/${index}.png`, text === 9 ? 'broken' : `image ${text}`),
        );
        pending.push(studio.importFiles(files, 'set'));
        if (!together) await Promise.all(pending);
      }
      await Promise.all(pending);

      const taken = imports.flat().filter(({ text }) => text !== 9);
      const distinct = new Set(taken.map(({ text }) => `image ${text}`));
      expect([...engine.embedded].sort()).toEqual([...distinct].sort());
      expect(state().samples).toHaveLength(taken.length);
      expect(state().samples.every((sample) => sample.state === 'ready')).toBe(true);
      expect(state().problems).toHaveLength(imports.flat().length - taken.length);
      expect(state().timings.imagesEmbedded).toBe(distinct.size);
      const thumbnails = await Promise.all(
        state().samples.map(async ({ image, thumbnail }) => [await image.text(), await thumbnail?.text()]),
      );
      for (const [image, thumbnail] of thumbnails) expect(thumbnail?.endsWith(`small ${image}`)).toBe(true);
    }),
    { seed: 6, numRuns: 150 },
  );
});

async function takeTurn(): Promise<null> {
  await new Promise((resolve) => setImmediate(resolve));
  return null;
}
