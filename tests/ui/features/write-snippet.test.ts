import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../../scripts/project.mjs';
import { nameExport } from '../../../src/studio/name-export.ts';
import { type SnippetBase, writeSnippets } from '../../../src/ui/features/export/write-snippet.ts';
import { countHeadWeights } from '../../../src/ui/features/train/count-head-weights.ts';

const file = { fileName: 'graft-model-a-b.onnx', labels: ['a', 'b'], noneThreshold: null };
const base = { name: 'MobileNet V1', inputSize: 224, embeddingSize: 1024 };

test('the code scales pixels to the range of the base model', () => {
  for (const inputRange of [
    [-1, 1],
    [0, 1],
    [0, 255],
    [-2, 3],
  ] as const) {
    const code = writeCode({ ...base, inputRange });
    expect(runScaling(code, 0)).toBeCloseTo(inputRange[0], 4);
    expect(runScaling(code, 255)).toBeCloseTo(inputRange[1], 4);
  }
});

test('the README shows the code of the page', async () => {
  const readme = await readFile(path.join(projectFolder, 'README.md'), 'utf8');
  const [, sample] = /```js\n(.*?)\n```/s.exec(readme) ?? [];
  expect(sample).toBe(writeCode({ ...base, inputRange: [-1, 1] }));
});

describe('with a threshold for "None of these"', () => {
  const choices = [
    { format: 'full-model', precision: 'float32' },
    { format: 'graph-model', precision: 'int8' },
    { format: 'onnx', precision: 'float32', withPreprocessing: false },
    { format: 'onnx', precision: 'float32', withPreprocessing: true },
  ] as const;

  test.each(choices)(
    'the JavaScript for $format says so below it, and names the class from there on',
    (choice) => {
      const snippets = writeSnippets(
        choice,
        { ...base, inputRange: [-1, 1] },
        { ...file, noneThreshold: 0.7 },
      );
      const codes = snippets.filter(({ language }) => language !== 'Python').map(({ code }) => code);
      expect(codes).toHaveLength(2);
      for (const code of codes) {
        expect(say(code, [0.31, 0.69])).toEqual(['None of these']);
        expect(say(code, [0.3, 0.7])).toEqual(['b']);
      }
    },
  );

  test('every other code names the threshold', () => {
    for (const choice of [
      { format: 'head', precision: 'float32' },
      { format: 'keras', precision: 'float32' },
      { format: 'tflite', precision: 'int8' },
      { format: 'teachable-machine', precision: 'float32' },
    ] as const) {
      const write = (noneThreshold: number | null) =>
        writeSnippets(choice, { ...base, inputRange: [-1, 1] }, { ...file, noneThreshold });
      for (const { code } of write(0.7)) expect(code).toMatch(/0\.7\b.*None of these|None of these.*0\.7\b/);
      for (const { code } of write(null)) expect(code).not.toContain('None of these');
    }
  });
});

test('the code opens a file by the name of its download', () => {
  for (const choice of [
    { format: 'onnx', precision: 'float32', withPreprocessing: true },
    { format: 'tflite', precision: 'float32' },
    { format: 'keras', precision: 'float32' },
    { format: 'offline-page' },
  ] as const) {
    const fileName = nameExport(choice, file.labels);
    const snippets = writeSnippets(choice, { ...base, inputRange: [-1, 1] }, { ...file, fileName });
    for (const { code } of snippets) expect(code).toContain(fileName);
  }
});

test('a linear head on 1,024 numbers for four classes has 4,100 weights', () => {
  expect(countHeadWeights(1024, 0, 4)).toBe(4100);
  expect(countHeadWeights(1024, 100, 4)).toBe(1024 * 100 + 100 + 100 * 4 + 4);
});

function writeCode(baseModel: SnippetBase): string {
  return writeSnippets({ format: 'full-model', precision: 'float32' }, baseModel, file)[0]?.code ?? '';
}

/** Runs the end of code, from the probabilities on, and returns what it prints. */
function say(code: string, probabilities: readonly number[]): readonly unknown[] {
  const end = code.slice(code.search(/\n(?:console|const confidence)/));
  const said: unknown[] = [];
  new Function('probabilities', 'labels', 'console', end)(probabilities, file.labels, {
    log: (words: unknown) => said.push(words),
  });
  return said;
}

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
