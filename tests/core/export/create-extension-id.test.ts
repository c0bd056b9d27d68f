import { expect, test } from 'vitest';
import { createExtensionId } from '../../../src/core/export/scratch-extension/create-extension-id.ts';

test('blocks of other labels or weights have another id, and the same have the same', () => {
  const models = [
    [
      ['cat', 'dog'],
      [1, 2, 3],
    ],
    [
      ['cat', 'bird'],
      [1, 2, 3],
    ],
    [
      ['cat', 'dog'],
      [1, 2, 4],
    ],
    [['catdog'], [1, 2, 3]],
  ] as const;
  const ids = models.map(([labels, weights]) => createExtensionId(labels, Uint8Array.from(weights)));
  expect(new Set(ids).size).toBe(models.length);
  expect(createExtensionId(['cat', 'dog'], Uint8Array.of(1, 2, 3))).toBe(ids[0]);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+$/);
});
