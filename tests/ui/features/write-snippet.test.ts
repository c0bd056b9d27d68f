import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../scripts/project.mjs';
import { writeSnippet } from '../../../src/ui/features/export/write-snippet.ts';
import { countHeadWeights } from '../../../src/ui/features/train/count-head-weights.ts';

const base = { name: 'MobileNet V1', inputSize: 224, embeddingSize: 1024 };

test('the code scales pixels to the range of the base model', () => {
  for (const inputRange of [
    [-1, 1],
    [0, 1],
    [0, 255],
    [-2, 3],
  ] as const) {
    const code = writeSnippet('full-model', { ...base, inputRange });
    expect(runScaling(code, 0)).toBeCloseTo(inputRange[0], 4);
    expect(runScaling(code, 255)).toBeCloseTo(inputRange[1], 4);
  }
});

test('the README shows the code of the page', async () => {
  const readme = await readFile(path.join(projectFolder, 'README.md'), 'utf8');
  const [, sample] = /```js\n(.*?)\n```/s.exec(readme) ?? [];
  expect(sample).toBe(writeSnippet('full-model', { ...base, inputRange: [-1, 1] }));
});

test('a linear head on 1,024 numbers for four classes has 4,100 weights', () => {
  expect(countHeadWeights(1024, 0, 4)).toBe(4100);
  expect(countHeadWeights(1024, 100, 4)).toBe(1024 * 100 + 100 + 100 * 4 + 4);
});

/** Follows the `.div(...)`, `.sub(...)` and `.add(...)` of the code. */
function runScaling(code: string, pixel: number): number {
  let value = pixel;
  for (const [, operation, operand] of code.matchAll(/\.(div|sub|add)\((-?[\d.]+)\)/g)) {
    if (operation === 'div') value /= Number(operand);
    if (operation === 'sub') value -= Number(operand);
    if (operation === 'add') value += Number(operand);
  }
  return value;
}
