import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compressWeights } from '../../../src/core/shared/compress-weights.ts';

const kernels = fc
  .record({
    channelCount: fc.integer({ min: 1, max: 6 }),
    rows: fc.integer({ min: 1, max: 12 }),
    seed: fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 72, maxLength: 72 }),
  })
  .map(({ channelCount, rows, seed }) => ({
    channelCount,
    kernel: Float32Array.from(seed.slice(0, channelCount * rows)),
  }));

test('8 bits keep each weight to half a step of its own channel, and the largest one exactly', () => {
  fc.assert(
    fc.property(kernels, ({ channelCount, kernel }) => {
      const { values, sizeBytes } = compressWeights(kernel, channelCount, 'int8');
      expect(sizeBytes).toBe(kernel.length + 4 * channelCount);
      for (let channel = 0; channel < channelCount; channel++) {
        const own = kernel.filter((_, i) => i % channelCount === channel);
        const largest = Math.max(...own.map(Math.abs));
        own.forEach((value, row) => {
          const kept = values[row * channelCount + channel] as number;
          expect(Math.abs(kept - value)).toBeLessThanOrEqual((largest / 127) * 0.5001 + 1e-12);
          if (Math.abs(value) === largest) expect(kept).toBeCloseTo(value, 5);
        });
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('a channel of small weights keeps them beside one of large weights', () => {
  const { values } = compressWeights(Float32Array.of(100, 0.01, -50, -0.005), 2, 'int8');
  expect(values[1]).toBeCloseTo(0.01, 6);
  expect(values[3]).toBeCloseTo(-0.005, 3);
});

test('16 bits keep three digits, 32 bits all', () => {
  const kernel = Float32Array.of(0.1234567, -3.3415927, 1000.123);
  const half = compressWeights(kernel, 1, 'float16');
  expect(half.sizeBytes).toBe(6);
  for (const [i, value] of half.values.entries()) {
    expect(Math.abs(value / (kernel[i] as number) - 1)).toBeLessThan(1 / 2048);
  }
  expect(compressWeights(kernel, 1, 'float32')).toEqual({ values: kernel, sizeBytes: 12 });
});
