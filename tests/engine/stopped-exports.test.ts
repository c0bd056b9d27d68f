import { expect, test } from 'vitest';
import type { Answer } from '../../src/core/shared/answer.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { CheckProgramPort } from '../../src/engine/engine-ports.ts';
import type { ExportAnswer, ExportProgress } from '../../src/engine/export-api.ts';
import { createExports } from '../../src/engine/exports.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import { createMadeBase, createMadePorts } from './support/made-ports.ts';

/** So many channels the first layer of the built-in base model has. */
const embeddingSize = 32;
const head = createTestHead(embeddingSize, 0, 3);
const pictures = ['a', 'b'].map((imageHash) => ({
  imageHash,
  image: new Blob([imageHash], { type: 'image/png' }),
}));

/** Asks once at each step, as a program does that takes long, and is ended where it is told to stop. */
const slowPrograms: CheckProgramPort = {
  async start(_, onWaiting) {
    const ask = async (loadedBytes: number | null) => (await onWaiting(loadedBytes)) satisfies Answer;
    if ((await ask(10)) === 'stop' || (await ask(null)) === 'stop') return { reason: 'broken-off' };
    const goOn = async () => {
      if ((await ask(null)) === 'stop') throw new Error('it was ended');
    };
    return {
      name: 'ONNX Runtime 1',
      open: goOn,
      async run() {
        await goOn();
        return Float32Array.of(1, 0, 0);
      },
      end() {},
    };
  },
};

/** Exports an ONNX file and is told this at the question of that number, and from then on. */
async function exportUntil(told: ExportAnswer, number: number) {
  const { manifest, layers } = await readBuiltInBase();
  const network = { manifest: { ...manifest, inputSize: 8, embeddingSize }, layers: layers.slice(0, 1) };
  const made = createMadeBase('made', embeddingSize);
  const embedder = await made.createEmbedder({ batchSize: 1, laneCount: 0 } as never);
  if (isFailure(embedder)) throw new Error(embedder.kind);
  const exports = createExports(createMadePorts({ checkPrograms: slowPrograms }), (work) =>
    work({ base: { ...made, network }, findEmbedder: async () => embedder }),
  );
  const asked: ExportProgress[] = [];
  const result = await exports.exportModel(
    {
      format: 'onnx',
      precision: 'float32',
      withPreprocessing: false,
      head,
      description: describeTestModel(['a', 'b', 'c'], { inputSize: 8, embeddingSize }),
      tunedLayers: null,
      calibration: [],
      pictures,
      fetchesProgram: true,
    },
    async (progress) => {
      asked.push(progress);
      return asked.length >= number ? told : 'continue';
    },
  );
  return { result, stages: asked.map(({ stage }) => stage) };
}

test('a check can be skipped while its program is fetched, starts, opens the file and looks at the first picture', async () => {
  for (const number of [1, 2, 3, 4, 5]) {
    const { result } = await exportUntil('skip-check', number);
    expect(result, `at question ${number}`).toMatchObject({
      file: { mediaType: expect.any(String) },
      check: { outcome: 'unchecked', reason: 'broken-off' },
    });
  }
  const { result } = await exportUntil('skip-check', 6);
  expect(result).toMatchObject({ check: { outcome: 'compared', imageCount: 1 } });
});

test('stopped at whatever time, nothing is handed over', async () => {
  for (const number of [1, 2, 3, 4, 5, 6, 8]) {
    const { result } = await exportUntil('stop', number);
    expect(result, `at question ${number}`).toBeNull();
  }
});

test('a program that only works on tells no other stage than that of before', async () => {
  const { stages } = await exportUntil('continue', 1);
  expect(stages).toEqual(['fetching', 'fetching', ...Array(11).fill('checking')]);
});
