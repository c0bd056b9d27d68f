import { describe, expect, test } from 'vitest';
import { judgeOutputs, readOutputs } from '../../../src/core/prediction/read-outputs.ts';

describe('what a model gives', () => {
  test.each([
    [
      'probabilities',
      [
        [0.2, 0.8],
        [0.5, 0.499],
      ],
    ],
    [
      'scores',
      [
        [0.2, 0.8],
        [0.9, 0.9],
      ],
    ],
    ['scores', [[0.3], [1]]],
    [
      'logits',
      [
        [0.2, 0.8],
        [-1, 2],
      ],
    ],
    ['logits', [[0, 3]]],
  ] as const)('is told by a few answers: %s', (kind, outputs) => {
    expect(judgeOutputs(outputs.map((values) => Float32Array.from(values)))).toBe(kind);
  });

  test('becomes probabilities: by softmax, by shares, or for the second of two classes', () => {
    const read = (values: readonly number[], kind: Parameters<typeof readOutputs>[1]) =>
      [...readOutputs(Float32Array.from(values), kind)].map((value) => Math.round(1000 * value) / 1000);
    expect(read([0.25, 0.75], 'probabilities')).toEqual([0.25, 0.75]);
    expect(read([0, Math.log(3)], 'logits')).toEqual([0.25, 0.75]);
    expect(read([1000, -1000], 'logits')).toEqual([1, 0]);
    expect(read([0.3, 0.9], 'scores')).toEqual([0.25, 0.75]);
    expect(read([0, 0], 'scores')).toEqual([0.5, 0.5]);
    expect(read([0.9], 'scores')).toEqual([0.1, 0.9]);
    expect(read([0], 'logits')).toEqual([0.5, 0.5]);
  });
});
