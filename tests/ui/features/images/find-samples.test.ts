import { expect, test } from 'vitest';
import { selectClassSamples } from '../../../../src/studio/select-class-samples.ts';
import { findSamples } from '../../../../src/ui/features/images/find-samples.ts';
import { createSamples } from '../../../ui/render-with-state.tsx';

const cats = createSamples('cat', 12);
const dogs = createSamples('dog', 3);

const files = (query: string, samples = [...cats, ...dogs]) =>
  [...findSamples(selectClassSamples(samples), query)].map(([id, found]) => [
    id,
    found.map(({ file }) => file),
  ]);

test('finds in every class what has the words in its path, in any case', () => {
  expect(files('/1.PNG')).toEqual([
    ['cat', ['cat/1.png']],
    ['dog', ['dog/1.png']],
  ]);
  expect(files('cat/1')).toEqual([
    ['cat', ['cat/1.png', 'cat/10.png', 'cat/11.png']],
    ['dog', []],
  ]);
});

test('takes an accent that is a letter of its own for the accented letter, and markers of patterns for themselves', () => {
  const [first] = createSamples('cat', 1);
  if (first === undefined) throw new Error('no sample');
  const named = (file: string) => [{ ...first, file }];
  expect(files('caf\u00e9', named('cafe\u0301.png'))).toEqual([['cat', ['cafe\u0301.png']]]);
  expect(files('.*', named('a.png'))).toEqual([['cat', []]]);
});

test('while images of one class change, what was found in the others stays the same list', () => {
  const before = findSamples(selectClassSamples([...cats, ...dogs]), '1');
  const after = findSamples(selectClassSamples([...cats, ...dogs.slice(1)]), '1');
  expect(after.get('cat')).toBe(before.get('cat'));
  expect(after.get('dog')).not.toBe(before.get('dog'));
});
