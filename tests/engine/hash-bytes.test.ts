import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { hashBytes, sha256 } from '../../src/engine/hash-bytes.ts';

function reference(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('the SHA-256 written here is the one of Node, for every length of padding', () => {
  for (let length = 0; length <= 130; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256);
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(reference(bytes));
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(reference(bytes));
    }),
    { seed: 1 },
  );
});

test('a page without crypto.subtle gets the same hash', async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const withSubtle = await hashBytes(bytes);
  vi.stubGlobal('crypto', {});
  try {
    expect(await hashBytes(bytes)).toBe(withSubtle);
    expect(withSubtle).toBe(reference(bytes));
  } finally {
    vi.unstubAllGlobals();
  }
});
