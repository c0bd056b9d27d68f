import { describe, expect, test } from 'vitest';
import { labelLimits, readModelNotes } from '../../../src/core/export/read-model-notes.ts';

const read = (metadata: unknown, labels: string | null = null) =>
  readModelNotes(JSON.stringify(metadata), labels);

describe('what comes with a model', () => {
  test('in the words of Teachable Machine', () => {
    const metadata = { tmVersion: '2.4.7', labels: ['a', 'b'], imageSize: 224, userMetadata: {} };
    expect(read(metadata)).toMatchObject({
      maker: 'teachable-machine',
      labels: ['a', 'b'],
      inputSize: 224,
      inputRange: [-1, 255 / 127 - 1],
    });
  });

  test('as lines, which some programs number', () => {
    expect(readModelNotes(null, '0 cat\r\n1 big dog\n').labels).toEqual(['cat', 'big dog']);
    expect(readModelNotes(null, '2 CV\ncat').labels).toEqual(['2 CV', 'cat']);
    expect(readModelNotes(null, '\n').labels).toBeNull();
  });

  test('counts as not said where it makes no sense', () => {
    const nothing = { maker: null, labels: null, inputSize: null, inputRange: null, noneThreshold: null };
    for (const metadata of [
      null,
      7,
      [],
      { labels: 'a' },
      { labels: [1] },
      { imageSize: -1 },
      { labels: {} },
    ]) {
      expect(read(metadata)).toMatchObject(nothing);
    }
    expect(readModelNotes('{', null)).toMatchObject(nothing);
    const odd = {
      format: 'graft-model',
      inputRange: [1, -1],
      inputSize: 1e9,
      calibration: { noneThreshold: 7 },
    };
    expect(read(odd)).toMatchObject({ ...nothing, maker: 'graft' });
    expect(read({ labels: Array.from({ length: labelLimits.count + 1 }, () => 'a') }).labels).toBeNull();
  });

  test('has labels of bounded length', () => {
    expect(read({ labels: ['x'.repeat(5000)] }).labels?.[0]).toHaveLength(labelLimits.length);
  });
});
