import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumber } from '../../../src/ui/components/read-number.ts';

test.each([
  ['50', 50],
  [' 7 ', 7],
  ['-5', -5],
  ['0,5', 0.5],
  ['.5', 0.5],
  ['1.', 1],
  ['1e-4', 0.0001],
  ['1E3', 1000],
])('%s is a number as people write it', (text, number) => {
  expect(readNumber(text)).toBe(number);
});

test.each(['', ' ', 'abc', '1e', '-', '1 000', '0x10', '1,000.5', 'NaN', 'Infinity', '1e999', '１２'])(
  '“%s” is none',
  (text) => {
    expect(readNumber(text)).toBeNull();
  },
);

test('what the page writes is read back as it was', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(readNumber(String(number))).toBe(number === 0 ? 0 : number);
    }),
    { seed: 1 },
  );
});
