import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../src/core/shared/failure.ts';

describe('isFailure', () => {
  it('knows a failure by its kind, also after a worker boundary', () => {
    expect(isFailure(structuredClone({ kind: 'camera-missing' }))).toBe(true);
    expect(isFailure({ kind: 'part-unreachable', detail: 'offline' })).toBe(true);
  });

  it.each([
    [undefined],
    [null],
    ['camera-missing'],
    [{ kind: 7 }],
    [{ kind: 'stopped' }],
    // Names that every object inherits are no kinds of ours.
    [{ kind: 'toString' }],
    [{ kind: 'constructor' }],
  ])('does not take %j for one', (value) => {
    expect(isFailure(value)).toBe(false);
  });
});
