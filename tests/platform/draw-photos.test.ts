import { afterEach, expect, test, vi } from 'vitest';
import { drawPhotos } from '../../src/platform/draw-photos.ts';

afterEach(() => vi.unstubAllGlobals());

test('photos are drawn one by one, each full of detail and unlike the others, until that is stopped', async () => {
  const drawn: Uint8ClampedArray[] = [];
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      width = 500;
      height = 400;
      getContext = () => ({
        createImageData: (width: number, height: number) => ({
          data: new Uint8ClampedArray(4 * width * height),
        }),
        putImageData: ({ data }: { data: Uint8ClampedArray }) => drawn.push(data),
      });
      convertToBlob = async () => new Blob(['photo']);
    },
  );
  let askedCount = 0;
  const photos = await drawPhotos(24, async () => {
    expect(drawn).toHaveLength(askedCount);
    return ++askedCount > 2 ? 'stop' : 'continue';
  });
  expect(photos).toHaveLength(2);
  const [first, second] = drawn as [Uint8ClampedArray, Uint8ClampedArray];
  expect(first.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  expect(new Set(first).size).toBeGreaterThan(100);
  expect(first.some((value, i) => value !== second[i])).toBe(true);
});
