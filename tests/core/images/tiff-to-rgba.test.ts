import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TiffSamples, tiffToRgba } from '../../../src/core/images/tiff-to-rgba.ts';

const plain: TiffSamples = {
  pixelCount: 1,
  samples: [],
  samplesPerPixel: 1,
  bitsPerSample: 8,
  unsigned: true,
  photometric: 1,
  colorMap: null,
  hasAlpha: false,
  premultiplied: false,
};

test.each<[string, Partial<TiffSamples>, readonly number[]]>([
  ['grey', { samples: [200] }, [200, 200, 200, 255]],
  ['grey whose zero is white', { photometric: 0, samples: [200] }, [55, 55, 55, 255]],
  ['black and white of one bit', { bitsPerSample: 1, samples: [1] }, [255, 255, 255, 255]],
  ['grey of 16 bits', { bitsPerSample: 16, samples: [0x8080] }, [128, 128, 128, 255]],
  ['RGB', { photometric: 2, samplesPerPixel: 3, samples: [1, 2, 3] }, [1, 2, 3, 255]],
  [
    'RGB of 16 bits',
    { photometric: 2, samplesPerPixel: 3, bitsPerSample: 16, samples: [257, 514, 65535] },
    [1, 2, 255, 255],
  ],
  [
    'RGB with alpha',
    { photometric: 2, samplesPerPixel: 4, samples: [255, 100, 0, 51], hasAlpha: true },
    [255, 100, 0, 51],
  ],
  [
    'RGB that is multiplied by alpha',
    { photometric: 2, samplesPerPixel: 4, samples: [51, 20, 0, 51], hasAlpha: true, premultiplied: true },
    [255, 100, 0, 51],
  ],
  [
    'RGB with a sample that means something else',
    { photometric: 2, samplesPerPixel: 4, samples: [1, 2, 3, 0] },
    [1, 2, 3, 255],
  ],
  [
    'a palette',
    { photometric: 3, bitsPerSample: 1, samples: [1], colorMap: [0, 65535, 0, 257 * 7, 0, 0] },
    [255, 7, 0, 255],
  ],
  ['CMYK: cyan', { photometric: 5, samplesPerPixel: 4, samples: [255, 0, 0, 0] }, [0, 255, 255, 255]],
  ['CMYK: black', { photometric: 5, samplesPerPixel: 4, samples: [0, 0, 0, 255] }, [0, 0, 0, 255]],
  ['YCbCr: red', { photometric: 6, samplesPerPixel: 3, samples: [76, 85, 255] }, [254, 0, 0, 255]],
  ['fractions', { unsigned: false, bitsPerSample: 32, samples: [0.5] }, [128, 128, 128, 255]],
])('reads %s', (_, image, expected) => {
  expect([...(tiffToRgba({ ...plain, ...image }) ?? [])]).toEqual(expected);
});

test('stretches measured values from the lowest to the highest', () => {
  const rgba = tiffToRgba({
    ...plain,
    pixelCount: 3,
    unsigned: false,
    bitsPerSample: 32,
    samples: [-1000, 0, 1000],
  });
  expect([0, 4, 8].map((at) => rgba?.[at])).toEqual([0, 128, 255]);
});

test('does not guess at colours that it does not know', () => {
  expect(tiffToRgba({ ...plain, photometric: 8, samplesPerPixel: 3, samples: [1, 2, 3] })).toBeNull();
  expect(tiffToRgba({ ...plain, photometric: 2, samplesPerPixel: 1, samples: [1] })).toBeNull();
  expect(tiffToRgba({ ...plain, photometric: 3, samples: [1] })).toBeNull();
});

test('8-bit grey and RGB stay as they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 3, maxLength: 3 }), (samples) => {
      const rgb = tiffToRgba({ ...plain, photometric: 2, samplesPerPixel: 3, samples });
      expect([...(rgb ?? [])]).toEqual([...samples, 255]);
    }),
    { seed: 8 },
  );
});
