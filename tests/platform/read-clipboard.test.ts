import { expect, test } from 'vitest';
import { canReadClipboard, readClipboard } from '../../src/platform/read-clipboard.ts';

/** A clipboard with one thing on it, in these formats. */
function clipboardOf(...formats: readonly string[]) {
  const item = {
    types: formats,
    getType: async (type: string) => new Blob([type], { type }),
  } as unknown as ClipboardItem;
  return { read: async () => [item] };
}

test('a picture is taken once, as PNG where it is there as such', async () => {
  const files = await readClipboard(clipboardOf('text/html', 'image/jpeg', 'image/png'));
  if ('kind' in files) throw new Error(files.kind);
  expect(files.map(({ path, blob }) => [path, blob.type])).toEqual([['image.png', 'image/png']]);
});

test('words alone are no image', async () => {
  expect(await readClipboard(clipboardOf('text/plain'))).toEqual({ kind: 'clipboard-without-image' });
  expect(await readClipboard({ read: async () => [] })).toEqual({ kind: 'clipboard-without-image' });
});

test('a refusal is a failure with its reason', async () => {
  const refusing = (name: string) => ({ read: () => Promise.reject(new DOMException('no way', name)) });
  expect(await readClipboard(refusing('NotAllowedError'))).toEqual({ kind: 'clipboard-refused', detail: '' });
  expect(await readClipboard(refusing('DataError'))).toEqual({ kind: 'clipboard-refused', detail: 'no way' });
});

test('a browser without a clipboard, or without reading from it, is known beforehand', () => {
  expect(canReadClipboard(null)).toBe(false);
  expect(canReadClipboard({})).toBe(false);
  expect(canReadClipboard(clipboardOf())).toBe(true);
});
