import { expect, test } from 'vitest';
import { createPreferences } from '../../src/platform/preferences.ts';

test('a full or forbidden storage is no error: nothing is remembered', () => {
  const forbidden = createPreferences(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  forbidden.write('backend', 'wasm');
  expect(forbidden.read('backend')).toBeNull();
});
