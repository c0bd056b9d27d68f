import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BaseModelSource } from '../../../src/studio/studio-state.ts';
import {
  completeBaseModel,
  draftBaseModel,
  withKind,
} from '../../../src/ui/features/engine/base-model-draft.ts';

const inputRange = fc
  .tuple(fc.integer({ min: -255, max: 0 }), fc.integer({ min: 1, max: 255 }))
  .map(([low, high]) => [low, high] as const);
const url = fc.constantFrom('https://example.org/model.json', 'models/a/model.json');
const sources: fc.Arbitrary<BaseModelSource> = fc.oneof(
  fc.record({ kind: fc.constant('built-in' as const) }),
  fc.record({ kind: fc.constantFrom('layers-url' as const, 'graph-url' as const), url, inputRange }),
  fc.record({
    kind: fc.constantFrom('layers-files' as const, 'graph-files' as const),
    files: fc.constant([new File(['{}'], 'model.json')]),
    inputRange,
  }),
  fc.record({
    kind: fc.constant('tfjs-mobilenet' as const),
    version: fc.constantFrom(1 as const, 2 as const),
    alpha: fc.constantFrom(0.25 as const, 0.5 as const, 0.75 as const, 1 as const),
    inputRange,
  }),
);

test('a source that is in use fills the form so that the form gives it back', () => {
  fc.assert(
    fc.property(sources, (source) => {
      expect(completeBaseModel(draftBaseModel(source))).toEqual(source);
    }),
    { seed: 1 },
  );
});

test('a form with something missing gives nothing', () => {
  const form = draftBaseModel({ kind: 'layers-url', url: 'model.json', inputRange: [-1, 1] });
  expect(completeBaseModel({ ...form, url: '  ' })).toBeNull();
  expect(completeBaseModel({ ...form, rangeMaximum: '' })).toBeNull();
  expect(completeBaseModel({ ...form, rangeMaximum: -1 })).toBeNull();
  expect(completeBaseModel({ ...form, kind: 'files' })).toBeNull();
});

test('a published MobileNet takes pixels from 0 to 1, as its package says; other sources from -1 to 1', () => {
  const form = draftBaseModel({ kind: 'built-in' });
  const published = withKind(form, 'tfjs-mobilenet');
  expect(completeBaseModel(published)).toMatchObject({ kind: 'tfjs-mobilenet', inputRange: [0, 1] });
  const address = { ...withKind(published, 'url'), url: 'model.json' };
  expect(completeBaseModel(address)).toMatchObject({ kind: 'layers-url', inputRange: [-1, 1] });
});
