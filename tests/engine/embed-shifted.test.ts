import { expect, test } from 'vitest';
import type { ImageShift } from '../../src/core/images/shift-image.ts';
import { embedShifted } from '../../src/engine/embed-shifted.ts';
import type { LoadedBaseModel } from '../../src/engine/engine-ports.ts';
import { blankImages, createMadeBase } from './support/made-ports.ts';

const shifts: readonly ImageShift[] = ['darker', 'grey'];
const picture = (text: string) => ({ imageHash: text, image: new Blob([text], { type: 'image/png' }) });
const empty = picture('');

/** Images that are as grey as their file is long. */
const images = {
  ...blankImages,
  decode: async (image: Blob, side: number) => ({
    rgba: new Uint8ClampedArray(side * side * 4).fill(255).map((v, i) => (i % 4 < 3 ? 10 * image.size : v)),
    width: side,
    height: side,
  }),
  encodeThumbnail: async (rgba: Uint8ClampedArray) => new Blob([String(rgba[0])]),
};

/** The embedding is the first pixel. */
async function createPixelBase(): Promise<LoadedBaseModel> {
  const made = createMadeBase('made');
  const embedder = await made.createEmbedder({ batchSize: 1, padding: 'none' });
  if ('kind' in embedder) throw new Error(embedder.kind);
  return {
    ...made,
    createEmbedder: async () => ({
      ...embedder,
      embeddingSize: 1,
      embed: async ([pixels]) => Float32Array.of(pixels?.[0] ?? 0),
    }),
  };
}

test('a picture that cannot be read is left out, and the others keep their places', async () => {
  const told: number[] = [];
  const pictures = [empty, picture('a'), empty, picture('bbb')];
  const result = await embedShifted(await createPixelBase(), { images }, pictures, shifts, async (done) => {
    told.push(done);
    return 'continue';
  });
  if (result === null || 'kind' in result) throw new Error(JSON.stringify(result));
  expect(result.readRows).toEqual([1, 3]);
  expect(result.shifts.map(({ shift }) => shift)).toEqual(shifts);
  expect([...(result.shifts[1]?.embeddings.values ?? [])]).toEqual([10, 30]);
  // The preview is of the first picture that is one.
  expect(await result.shifts[1]?.preview?.text()).toBe('10');
  expect(told).toEqual([0.25, 0.375, 0.5, 0.75, 0.875, 1]);
});

test('where none can be read, it says why; a stop at one that cannot be read is a stop', async () => {
  const base = await createPixelBase();
  const embed = (answer: 'continue' | 'stop') =>
    embedShifted(base, { images }, [empty, empty], shifts, async () => answer);
  expect(await embed('continue')).toEqual({ kind: 'file-empty' });
  expect(await embed('stop')).toBeNull();
});
