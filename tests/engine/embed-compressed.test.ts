import { expect, test } from 'vitest';
import { embedCompressed } from '../../src/engine/embed-compressed.ts';
import type { LoadedBaseModel } from '../../src/engine/engine-ports.ts';
import { blankImages, createMadeBase } from './support/made-ports.ts';

const picture = (text: string) => ({ imageHash: text, image: new Blob([text], { type: 'image/png' }) });
const empty = picture('');

/** A base model whose first pass takes 500 ms and each later one 10, as where programs are compiled. */
async function createColdBase() {
  const clock = { nowMs: 0 };
  const made = createMadeBase('made');
  const embedder = await made.createEmbedder({ batchSize: 1, padding: 'none' });
  if ('kind' in embedder) throw new Error(embedder.kind);
  const base: LoadedBaseModel = {
    ...made,
    createCompressedEmbedder: () => ({
      sizeBytes: 1000,
      embedder: {
        ...embedder,
        embed(images) {
          clock.nowMs += made.passes.length === 0 ? 500 : 10;
          return embedder.embed(images);
        },
      },
    }),
  };
  const ports = { images: blankImages, clock: { now: () => clock.nowMs, wait: async () => {} } };
  return (pictures: readonly ReturnType<typeof picture>[], told: number[] = []) =>
    embedCompressed(base, ports, pictures, 'int8', async (done) => {
      told.push(done);
      return 'continue';
    });
}

test('a picture that cannot be read is left out, and the others keep their places', async () => {
  const embed = await createColdBase();
  const told: number[] = [];
  const result = await embed([picture('a'), empty, picture('b'), empty], told);
  expect(result).toMatchObject({ readRows: [0, 2], embeddings: { sampleCount: 2 } });
  expect(told).toEqual([0.25, 0.5, 0.75, 1]);
});

test('the first pass, which makes room, is not timed', async () => {
  const embed = await createColdBase();
  expect(await embed([picture('a'), picture('b')])).toHaveProperty('msPerImage', 10);
});

test('where none can be read, it says why; where none is given, it says the size', async () => {
  const embed = await createColdBase();
  expect(await embed([empty, empty])).toEqual({ kind: 'file-empty' });
  expect(await embed([])).toMatchObject({ readRows: [], sizeBytes: 1000, msPerImage: 0 });
});
