import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  nothingSelected,
  selectAll,
  selectRange,
  toggleImage,
} from '../../../../src/ui/features/images/gallery-selection.ts';

const order = ['a', 'b', 'c', 'd', 'e', 'f'];

test('an image is selected, and taken out again', () => {
  const one = toggleImage(nothingSelected, 'b');
  expect([...one.ids]).toEqual(['b']);
  expect([...toggleImage(one, 'b').ids]).toEqual([]);
});

test('a range goes both ways from the image selected last, and shrinks without losing what was selected before', () => {
  const before = toggleImage(toggleImage(nothingSelected, 'a'), 'c');
  const long = selectRange(before, order, 'x', 'f');
  expect([...long.ids].sort()).toEqual(['a', 'c', 'd', 'e', 'f']);
  expect([...selectRange(long, order, 'f', 'd').ids].sort()).toEqual(['a', 'c', 'd']);
  expect([...selectRange(long, order, 'f', 'b').ids].sort()).toEqual(['a', 'b', 'c']);
});

test('without such an image, or when the search hides it, a range begins at the focus', () => {
  expect([...selectRange(nothingSelected, order, 'b', 'd').ids]).toEqual(['b', 'c', 'd']);
  const hidden = toggleImage(nothingSelected, 'z');
  expect([...selectRange(hidden, order, 'b', 'c').ids].sort()).toEqual(['b', 'c', 'z']);
});

test('whatever ranges came before, a range from one anchor gives what it alone gives', () => {
  const id = fc.constantFrom(...order);
  fc.assert(
    fc.property(fc.subarray(order), id, fc.array(id), id, (selected, anchor, detours, end) => {
      const start = toggleImage(selectAll(selected), anchor);
      const direct = selectRange(start, order, anchor, end);
      const roundabout = [...detours, end].reduce((now, to) => selectRange(now, order, anchor, to), start);
      expect(roundabout).toEqual(direct);
      const range = order.slice(
        Math.min(order.indexOf(anchor), order.indexOf(end)),
        Math.max(order.indexOf(anchor), order.indexOf(end)) + 1,
      );
      expect(direct.ids).toEqual(new Set([...start.ids, ...range]));
    }),
    { seed: 7 },
  );
});
