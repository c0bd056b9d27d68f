import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDataUrl } from '../../src/platform/read-data-url.ts';

async function read(address: string) {
  const file = readDataUrl(address);
  if ('kind' in file) return file;
  return [file.path, file.blob.type, Buffer.from(await file.blob.arrayBuffer()).toString('latin1')];
}

test.each([
  ['data:image/png;base64,YWJj', ['image.png', 'image/png', 'abc']],
  ['DATA:IMAGE/SVG+XML;charset=utf-8,%3Csvg%3E', ['image.svg', 'image/svg+xml', '<svg>']],
  ['data:image/jpeg; BASE64 ,YW%4Aj', ['image.jpeg', 'image/jpeg', 'abc']],
  ['data:text/html,<p>hello, you</p>', ['image.bin', 'text/html', '<p>hello, you</p>']],
  ['data:,', ['image.bin', '', '']],
  ['data:image/png;base64,***', { kind: 'file-unreadable', detail: '' }],
  ['data:image/png,%', { kind: 'file-unreadable', detail: '' }],
])('%s', async (address, expected) => {
  expect(await read(address)).toEqual(expected);
});

test('every picture comes back byte for byte, and no address breaks the reader', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const address = `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
      expect(await read(address)).toEqual([
        'image.webp',
        'image/webp',
        Buffer.from(bytes).toString('latin1'),
      ]);
    }),
    { seed: 1 },
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const file = readDataUrl(`data:${text}`);
      expect('kind' in file || /^image\.[a-z0-9]+$/.test(file.path)).toBe(true);
    }),
    { seed: 2 },
  );
});

test('an address of more than a file may have is refused before it is unpacked', () => {
  const address = `data:image/png;base64,${'A'.repeat(150 * 2 ** 20)}`;
  expect(readDataUrl(address)).toMatchObject({ kind: 'file-too-large', limitBytes: 100 * 2 ** 20 });
});
