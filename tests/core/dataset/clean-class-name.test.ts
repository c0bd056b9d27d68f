import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanClassName } from '../../../src/core/dataset/clean-class-name.ts';
import { nameLimits } from '../../../src/core/dataset/dataset.ts';

test('keeps ordinary names of any script as they are', () => {
  for (const name of [
    'cat',
    '日本語',
    'Golden Retriever',
    '👨‍👩‍👧',
    'می‌خواهم',
    '<b>bold</b>',
    '__proto__',
    'a/b',
  ]) {
    expect(cleanClassName(name)).toBe(name);
  }
});

test('removes control characters and marks that turn the text around', () => {
  expect(cleanClassName('ca\u0000t\u0007')).toBe('cat');
  expect(cleanClassName('\u202egnp.tac\u202c')).toBe('gnp.tac');
  expect(cleanClassName('\u200fcat\u2066\u2069')).toBe('cat');
});

test('joins white space and trims', () => {
  expect(cleanClassName(' \tbig\n \u200e red   dog ')).toBe('big red dog');
});

test('makes composed and decomposed letters the same class', () => {
  expect(cleanClassName('Ka\u0308fer')).toBe(cleanClassName('K\u00e4fer'));
});

test('leaves no name where nothing would be seen', () => {
  for (const name of ['', ' ', '\u0000', '\u202e', '\u200b\u200d', '\u3164', '\u2028']) {
    expect(cleanClassName(name)).toBeNull();
  }
});

test('cuts by code point, never through an emoji', () => {
  expect(cleanClassName('🐜'.repeat(500))).toBe('🐜'.repeat(nameLimits.classNameLength));
});

test('what comes out is short, whole, trimmed and stays the same when cleaned again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const cleaned = cleanClassName(name);
      if (cleaned === null) return;
      expect(Array.from(cleaned).length).toBeLessThanOrEqual(nameLimits.classNameLength);
      expect(cleaned.isWellFormed()).toBe(true);
      expect(cleaned).toBe(cleaned.trim());
      expect(cleaned).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(cleanClassName(cleaned)).toBe(cleaned);
    }),
    { seed: 1, numRuns: 2000 },
  );
});
