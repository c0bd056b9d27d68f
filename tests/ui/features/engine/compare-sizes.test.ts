import { expect, test } from 'vitest';
import { compareSizes } from '../../../../src/ui/features/engine/compare-sizes.ts';

/** So many are right, from the first on. */
const rightUpTo = (count: number) => Array.from({ length: 100 }, (_, image) => image < count);

test('a size is compared with the usual one on the same images, and few other answers may be chance', () => {
  const [usual, near, far] = compareSizes([
    { inputSize: 224, msPerImage: 40, isRight: rightUpTo(90) },
    { inputSize: 160, msPerImage: 20, isRight: rightUpTo(88) },
    { inputSize: 128, msPerImage: 10, isRight: rightUpTo(80) },
  ]);
  expect(usual).toMatchObject({ timesAsFast: 1, difference: 0, mayBeChance: true });
  expect(near).toMatchObject({ timesAsFast: 2, difference: -0.02, mayBeChance: true });
  expect(far).toMatchObject({ timesAsFast: 4, difference: -0.1, mayBeChance: false });
});
