import { expect, test } from 'vitest';
import { embedAtSizes } from '../../src/engine/embed-at-sizes.ts';
import type { LoadedBaseModel } from '../../src/engine/engine-ports.ts';
import { blankImages, createMadeBase } from './support/made-ports.ts';

const made = createMadeBase('made');
const base: LoadedBaseModel = { ...made, atInputSize: () => made };
let nowMs = 0;
const ports = { images: blankImages, clock: { now: () => nowMs++, wait: async () => {} } };
const picture = (text: string) => ({ imageHash: text, image: new Blob([text], { type: 'image/png' }) });
const empty = picture('');
const embed = (pictures: readonly ReturnType<typeof picture>[]) =>
  embedAtSizes(base, { batchSize: 2, padding: 'none' }, ports, pictures, [224, 160], async () => 'continue');

test('a picture that cannot be read is left out of every size, and the others are in their order', async () => {
  const result = await embed([picture('a'), empty, picture('b'), picture('c'), empty]);
  expect(result).toMatchObject({ readRows: [0, 2, 3] });
  expect(result).toHaveProperty('sizes.length', 2);
  expect(result).toHaveProperty('sizes.0.embeddings.sampleCount', 3);
  expect(result).toHaveProperty('sizes.1.embeddings.sampleCount', 3);
  expect(await embed([picture('a'), empty])).toHaveProperty('sizes.1.msPerImage', 1);
});

test('where none can be read, it says why', async () => {
  expect(await embed([empty, empty])).toEqual({ kind: 'file-empty' });
});
