import { expect, test } from 'vitest';
import { decodeBase64 } from '../../../src/core/export/offline-page/decode-base64.ts';
import { encodeBase64 } from '../../../src/core/export/offline-page/encode-base64.ts';

test.each([0, 1, 2, 3, 256])('%i bytes come back from base64, which others read, too', (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => 255 - index);
  const encoded = new TextDecoder().decode(encodeBase64(bytes));
  expect(encoded).toBe(Buffer.from(bytes).toString('base64'));
  expect(decodeBase64(encoded)).toEqual(bytes);
});
