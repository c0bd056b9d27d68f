import { expect, test } from 'vitest';
import { matchNames } from '../../../src/core/dataset/match-names.ts';

test('equal names go first, then those that differ in case or width; none is given twice', () => {
  expect(matchNames(['Cat', 'ＣＡＴ', 'dog', 'bird'], ['cat', 'Cat', 'DOG'])).toEqual([1, 0, 2, -1]);
  expect(matchNames(['a', 'a', 'a'], ['a', 'A'])).toEqual([0, 1, -1]);
  expect(matchNames(['e\u0301', '__proto__'], ['\u00e9', '__proto__'])).toEqual([0, 1]);
  expect(matchNames(['x'], [])).toEqual([-1]);
});
