import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createExports } from '../../src/engine/exports.ts';
import { createTestHead, describeTestModel } from '../core/export/export-fixtures.ts';
import { createMadeBase, createMadePorts } from './support/made-ports.ts';
import { nodeBackends } from './support/node-ports.ts';

const embeddingSize = 32;
const pictures = ['a', 'b'].map((imageHash) => ({
  imageHash,
  image: new Blob([imageHash], { type: 'image/png' }),
}));

beforeAll(() => nodeBackends.activate('cpu', () => {}));

/** Exports a head, whose file TF.js checks; `meddle` is called between the two writings. */
async function exportHead(meddle: (kernel: Float32Array) => void) {
  const head = createTestHead(embeddingSize, 0, 3);
  const made = createMadeBase('made', embeddingSize);
  const embedder = await made.createEmbedder({ batchSize: 1, padding: 'none' });
  if (isFailure(embedder)) throw new Error(embedder.kind);
  const exports = createExports(createMadePorts({}), (work) =>
    work({ base: made, findEmbedder: async () => embedder }),
  );
  const result = await exports.exportModel(
    {
      format: 'head',
      precision: 'float32',
      head,
      description: describeTestModel(['a', 'b', 'c'], { embeddingSize }),
      tunedLayers: null,
      calibration: [],
      pictures,
      fetchesProgram: false,
    },
    async (progress) => {
      if (progress.stage === 'checking' && progress.doneCount === pictures.length)
        meddle(head.layers[0]?.kernel as Float32Array);
      return 'continue';
    },
  );
  if (result === null || isFailure(result)) throw new Error(JSON.stringify(result));
  const { 'metadata.json': metadata = new Uint8Array() } = unzipSync(result.file.bytes);
  return { check: result.check, said: JSON.parse(strFromU8(metadata)).check };
}

test('the file with the outcome in it is opened, too, and is the checked one as to the model', async () => {
  const { check, said } = await exportHead(() => {});
  expect(check).toMatchObject({ outcome: 'compared', imageCount: 2, passed: true });
  expect(said).toMatchObject(check);
});

test('where the model in it is another one than was checked, it is not vouched for, and says so', async () => {
  const { check, said } = await exportHead((kernel) => kernel.fill(0));
  expect(check).toMatchObject({
    outcome: 'refused',
    detail: 'written once more with the outcome in it, it gives other answers',
  });
  expect(said).toMatchObject(check);
});
