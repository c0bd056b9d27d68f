import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddingTable } from '../../../src/core/embedding/embedding-table.ts';
import { findNearDuplicates } from '../../../src/core/embedding/find-near-duplicates.ts';
import { findNeighbours } from '../../../src/core/embedding/find-neighbours.ts';
import type { NearDuplicateRequest } from '../../../src/core/embedding/near-duplicate-request.ts';
import { measurePixels } from '../../../src/core/images/pixel-statistics.ts';
import { createRandom, randomNormal } from '../../../src/core/shared/random.ts';
import { drawScene, type Scene, toRgb } from '../images/draw-scene.ts';

beforeAll(() => setBackend('cpu'));

const embeddingSize = 16;

function randomTable(sampleCount: number, seed: number): EmbeddingTable {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: sampleCount * embeddingSize }, () => randomNormal(random));
  return { sampleCount, embeddingSize, values };
}

function cosine({ values }: EmbeddingTable, a: number, b: number): number {
  const [rowA, rowB] = [a, b].map((row) =>
    values.subarray(row * embeddingSize, (row + 1) * embeddingSize),
  ) as [Float32Array, Float32Array];
  const dot = (u: Float32Array, v: Float32Array) =>
    u.reduce((sum, value, i) => sum + value * (v[i] as number), 0);
  return dot(rowA, rowB) / Math.sqrt(dot(rowA, rowA) * dot(rowB, rowB));
}

/** Runs a search to its end. */
async function finish<Result>(work: AsyncGenerator<number, Result, 'continue' | 'stop' | undefined>) {
  const fractions: number[] = [];
  let step = await work.next();
  while (step.done !== true) {
    fractions.push(step.value);
    step = await work.next('continue');
  }
  return { result: step.value, fractions };
}

describe('neighbours', () => {
  test('are those that a comparison of every pair finds, over several blocks', async () => {
    const table = randomTable(600, 1);
    const { result, fractions } = await finish(findNeighbours(table, { count: 3, minimumCosine: 0.4 }));
    const expected = new Set<string>();
    for (let row = 0; row < table.sampleCount; row++) {
      const others = [...Array(table.sampleCount).keys()].filter((other) => other !== row);
      const near = others
        .map((other) => ({ other, cosine: cosine(table, row, other) }))
        .filter((each) => each.cosine > 0.4)
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, 3);
      for (const { other } of near) expected.add([Math.min(row, other), Math.max(row, other)].join());
    }
    expect(expected.size).toBeGreaterThan(500);
    expect(new Set(result?.map(String))).toEqual(expected);
    expect(fractions).toEqual([256 / 600, 512 / 600, 1]);
  });

  test('a row of zeros has none, and no image at all is no problem', async () => {
    const zeros = { sampleCount: 3, embeddingSize, values: new Float32Array(3 * embeddingSize) };
    expect((await finish(findNeighbours(zeros, { count: 2, minimumCosine: 0.1 }))).result).toEqual([]);
    const none = { sampleCount: 0, embeddingSize, values: new Float32Array() };
    expect((await finish(findNeighbours(none, { count: 2, minimumCosine: 0.1 }))).result).toEqual([]);
  });
});

/** One row per picture; the embeddings of one object point the same way. */
function requestFor(
  pictures: readonly { readonly object: number; readonly scene: Scene }[],
): NearDuplicateRequest {
  const objects = randomTable(1 + Math.max(...pictures.map(({ object }) => object)), 2);
  const noise = randomTable(pictures.length, 3);
  const values = Float32Array.from(noise.values, (value, i) => {
    const { object } = pictures[Math.floor(i / embeddingSize)] as (typeof pictures)[number];
    return (objects.values[object * embeddingSize + (i % embeddingSize)] as number) + 0.1 * value;
  });
  const pixels = pictures.map(({ scene }) => measurePixels(toRgb(64, scene), 64, 64));
  return { embeddings: { sampleCount: pictures.length, embeddingSize, values }, pixels };
}

const shifted =
  (scene: Scene, by: number): Scene =>
  (x, y) =>
    scene(x + by, y);

describe('near duplicates', () => {
  test('are pictures of one scene, and leave no tensor behind', async () => {
    const scenes = Array.from({ length: 30 }, (_, index) => drawScene(index + 1));
    const pictures = scenes.map((scene, object) => ({ object, scene }));
    const copies = [4, 9].map((object) => ({ object, scene: shifted(scenes[object] as Scene, 0.05) }));
    const before = memory().numTensors;
    const { result, fractions } = await finish(findNearDuplicates(requestFor([...pictures, ...copies])));
    expect(result).toEqual([
      [4, 30],
      [9, 31],
    ]);
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
    expect(memory().numTensors).toBe(before);
  });

  test('neither an embedding nor a miniature alone makes one', async () => {
    const sameObject = [1, 2].map((seed) => ({ object: 0, scene: drawScene(seed) }));
    expect((await finish(findNearDuplicates(requestFor(sameObject)))).result).toEqual([]);
    const sameScene = [0, 1].map((object) => ({ object, scene: drawScene(1) }));
    expect((await finish(findNearDuplicates(requestFor(sameScene)))).result).toEqual([]);
  });

  test('a picture of another colour is not one', async () => {
    const request = requestFor([0, 0].map((object) => ({ object, scene: drawScene(1) })));
    expect((await finish(findNearDuplicates(request))).result).toEqual([[0, 1]]);
    const pixels = request.pixels.map((each, row) =>
      row === 0 ? each : { ...each, colour: [0.5, 0.25, 0.25] as const },
    );
    expect((await finish(findNearDuplicates({ ...request, pixels }))).result).toEqual([]);
  });

  test('a stop ends the search, and leaves no tensor behind', async () => {
    const pictures = Array.from({ length: 20 }, () => ({ object: 0, scene: drawScene(1) }));
    const before = memory().numTensors;
    const search = findNearDuplicates(requestFor(pictures));
    await search.next();
    expect(await search.next('stop')).toEqual({ done: true, value: null });
    expect(memory().numTensors).toBe(before);
  });
});
