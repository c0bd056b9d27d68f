import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { EmbeddingMap } from '../../src/core/embedding/embedding-map.ts';
import { createRandom, randomNormal } from '../../src/core/shared/random.ts';
import { mapEmbeddings } from '../../src/engine/map-embeddings.ts';

beforeAll(() => setBackend('cpu'));

const embeddingSize = 16;
const perCluster = 25;

/** Three clusters of directions, one after the other. */
function drawClusters() {
  const random = createRandom(5);
  const values = new Float32Array(3 * perCluster * embeddingSize);
  for (let row = 0; row < 3 * perCluster; row++) {
    const cluster = Math.floor(row / perCluster);
    for (let i = 0; i < embeddingSize; i++) {
      values[row * embeddingSize + i] = (i % 3 === cluster ? 2 : 0) + 0.3 * randomNormal(random);
    }
  }
  return { sampleCount: 3 * perCluster, embeddingSize, values };
}

async function run(method: 'principal-components' | 'umap', stopAfter = Number.POSITIVE_INFINITY) {
  let nowMs = 0;
  const work = mapEmbeddings({ embeddings: drawClusters(), method, seed: 3 }, () => (nowMs += 40));
  const fractions: number[] = [];
  let step = await work.next();
  while (step.done !== true) {
    fractions.push(step.value);
    step = await work.next(fractions.length >= stopAfter ? 'stop' : 'continue');
  }
  return { map: step.value, fractions };
}

/** How many rows have one of their own cluster as the nearest on the map. */
function countOwnNearest({ positions }: EmbeddingMap): number {
  let count = 0;
  for (let row = 0; row < 3 * perCluster; row++) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let other = 0; other < 3 * perCluster; other++) {
      const distance = Math.hypot(
        (positions[2 * row] as number) - (positions[2 * other] as number),
        (positions[2 * row + 1] as number) - (positions[2 * other + 1] as number),
      );
      if (other !== row && distance < least) [nearest, least] = [other, distance];
    }
    if (Math.floor(nearest / perCluster) === Math.floor(row / perCluster)) count++;
  }
  return count;
}

test.each(['principal-components', 'umap'] as const)(
  'by %s, clusters stay together, and the seed alone decides',
  async (method) => {
    const before = memory().numTensors;
    const { map } = await run(method);
    if (map === null) throw new Error('it was not stopped');
    expect(map.positions).toHaveLength(2 * 3 * perCluster);
    expect(countOwnNearest(map)).toBe(3 * perCluster);
    expect((await run(method)).map).toEqual(map);
    expect(memory().numTensors).toBe(before);
  },
);

test('UMAP says how far it is and ends when it is told to', async () => {
  const { map, fractions } = await run('umap');
  expect(
    map?.nearestRows?.every((other, row) => Math.floor(other / perCluster) === Math.floor(row / perCluster)),
  ).toBe(true);
  expect(fractions.length).toBeGreaterThan(10);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBeLessThanOrEqual(1);
  const before = memory().numTensors;
  for (const stopAfter of [1, 5]) {
    const stopped = await run('umap', stopAfter);
    expect(stopped).toEqual({ map: null, fractions: fractions.slice(0, stopAfter) });
  }
  expect(memory().numTensors).toBe(before);
});
