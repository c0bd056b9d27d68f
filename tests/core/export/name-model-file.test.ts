import { expect, test } from 'vitest';
import { nameModelFile } from '../../../src/core/export/name-model-file.ts';
import { type ModelChoice, modelFormats } from '../../../src/studio/model-formats.ts';

test('no two downloads of a model have one name', () => {
  const choices: ModelChoice[] = Object.values(modelFormats).flatMap(({ choices }) => choices);
  choices.push({ format: 'onnx', precision: 'float32', withPreprocessing: true });
  choices.push({ format: 'onnx', precision: 'float16', withPreprocessing: true });
  const names = choices.flatMap((choice) =>
    choice.format === 'report' ? [] : nameModelFile(choice, ['cat', 'dog']),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('graft-model-cat-dog.onnx');
  expect(names).toContain('graft-model-float16-any-size-cat-dog.onnx');
});
