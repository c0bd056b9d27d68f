import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { findMisfits } from '../../../src/core/embedding/find-misfits.ts';
import type { MisfitRequest } from '../../../src/core/embedding/misfits.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';

beforeAll(() => setBackend('cpu'));

const embeddingSize = 32;

/** Rows around the mean of what they show, in the class that is claimed. */
function requestFor(
  rows: readonly { readonly shows: number; readonly classIndex: number }[],
  spread = 0.2,
): MisfitRequest {
  const random = createRandom(4);
  const means = Array.from({ length: 6 }, () =>
    Array.from({ length: embeddingSize }, () => randomNormal(random)),
  );
  const values = Float32Array.from(
    rows.flatMap(({ shows }) =>
      (means[shows] as number[]).map((mean) => 3 * (mean + spread * randomNormal(random))),
    ),
  );
  return {
    embeddings: { sampleCount: rows.length, embeddingSize, values },
    classIndexes: Int32Array.from(rows, ({ classIndex }) => classIndex),
    classCount: 1 + Math.max(...rows.map(({ classIndex }) => classIndex)),
  };
}

const ofClass = (classIndex: number, count: number) =>
  Array.from({ length: count }, () => ({ shows: classIndex, classIndex }));

test('images of three classes fit, and leave no tensor behind', async () => {
  const before = memory().numTensors;
  expect(await findMisfits(requestFor([...ofClass(0, 20), ...ofClass(1, 20), ...ofClass(2, 8)]))).toEqual([]);
  expect(memory().numTensors).toBe(before);
});

test('an image in the wrong class is nearer to the right one', async () => {
  const rows = [...ofClass(0, 20), ...ofClass(1, 20), { shows: 1, classIndex: 0 }];
  expect(await findMisfits(requestFor(rows))).toMatchObject([
    { kind: 'nearer-to-other', row: 40, classIndex: 1 },
  ]);
});

test('an image that shows something else altogether is far from its own', async () => {
  const rows = [...ofClass(0, 20), ...ofClass(1, 20), { shows: 5, classIndex: 1 }];
  const misfits = await findMisfits(requestFor(rows));
  expect(misfits).toMatchObject([{ row: 40 }]);
  expect(misfits[0]?.kind).toBe('far-from-own');
});

test('a class of fewer than eight images neither has misfits nor is it where others belong', async () => {
  const rows = [
    ...ofClass(0, 20),
    ...ofClass(1, 6),
    { shows: 5, classIndex: 1 },
    { shows: 1, classIndex: 0 },
  ];
  const misfits = await findMisfits(requestFor(rows));
  expect(misfits.every(({ row, kind }) => row === 27 && kind === 'far-from-own')).toBe(true);
});

test('empty embeddings, equal ones and no images are no problem', async () => {
  const zeros: MisfitRequest = {
    embeddings: { sampleCount: 16, embeddingSize, values: new Float32Array(16 * embeddingSize) },
    classIndexes: Int32Array.from({ length: 16 }, (_, row) => row % 2),
    classCount: 2,
  };
  expect(await findMisfits(zeros)).toEqual([]);
  expect(await findMisfits(requestFor([...ofClass(0, 10), ...ofClass(1, 10)], 0))).toEqual([]);
  const none = { sampleCount: 0, embeddingSize, values: new Float32Array() };
  expect(await findMisfits({ embeddings: none, classIndexes: new Int32Array(), classCount: 0 })).toEqual([]);
});
