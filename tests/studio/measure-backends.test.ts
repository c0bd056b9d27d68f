import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackendReport } from '../../src/engine/engine-api.ts';
import { createTestStudio } from './support/create-test-studio.ts';
import { createTwoBaseEngine, otherSource } from './support/create-two-base-engine.ts';
import { builtInBase, createPlainEngine } from './support/plain-engine.ts';

describe('the measurement of the backends', () => {
  const reports = [{ backend: 'wasm', state: 'ready', msPerImage: 5 }];

  test('is remembered for the base model and the browser', async () => {
    const preferences = new Map<string, string>();
    const visit = async (userAgent: string) => {
      const engine = createTwoBaseEngine();
      const { studio } = createTestStudio(engine, { userAgent }, preferences);
      await studio.startEngine();
      return { engine, studio };
    };
    await visit('browser 1');
    const { engine, studio } = await visit('browser 1');
    expect(engine.starts[0]?.knownReports).toEqual(reports);
    await studio.chooseBaseModel(otherSource);
    expect(engine.starts[1]).toEqual({ backend: 'auto', baseModel: otherSource });
    expect((await visit('browser 2')).engine.starts[0]?.knownReports).toBeUndefined();
  });

  describe('in which a backend failed', () => {
    const silent = { backend: 'webgpu', state: 'unavailable', detail: 'no answer' } as const;
    const slow = { backend: 'wasm', state: 'ready', msPerImage: 47 } as const;
    const fast = { backend: 'webgpu', state: 'ready', msPerImage: 5 } as const;

    /** A visit at a time of day, in which the backends are found to be as given. @returns what it knew beforehand */
    async function visit(preferences: Map<string, string>, today: string, found: readonly BackendReport[]) {
      const engine = createPlainEngine();
      engine.hooks.onStart = async () => ({
        backend: 'wasm',
        reports: found,
        baseModel: builtInBase,
        cuts: [],
      });
      const clock = { now: () => 0, today: () => today };
      await createTestStudio(engine, { clock }, preferences).studio.startEngine();
      return engine.starts[0]?.knownReports;
    }

    test('counts for a day, so that it is tried again and yet not at every start', async () => {
      const preferences = new Map<string, string>();
      const found = [silent, slow];
      expect(await visit(preferences, '2026-01-01T20:00:00.000Z', found)).toBeUndefined();
      expect(await visit(preferences, '2026-01-02T08:00:00.000Z', found)).toEqual(found);
      expect(await visit(preferences, '2026-01-02T21:00:00.000Z', [fast])).toBeUndefined();
      expect(await visit(preferences, '2027-01-01T08:00:00.000Z', [fast])).toEqual([fast]);
    });

    test('after it had worked is remembered like one that failed at first', async () => {
      const preferences = new Map<string, string>();
      await visit(preferences, '2026-01-01T08:00:00.000Z', [fast, slow]);
      expect(await visit(preferences, '2026-02-01T08:00:00.000Z', [silent, slow])).toEqual([fast, slow]);
      expect(await visit(preferences, '2026-02-01T20:00:00.000Z', [silent, slow])).toEqual([silent, slow]);
      expect(await visit(preferences, '2026-02-02T09:00:00.000Z', [fast])).toBeUndefined();
    });

    test('is not believed when the clock was set back', async () => {
      const preferences = new Map<string, string>();
      await visit(preferences, '2026-01-02T08:00:00.000Z', [silent, slow]);
      expect(await visit(preferences, '2026-01-01T08:00:00.000Z', [silent, slow])).toBeUndefined();
    });

    test('is kept by a choice by hand, and what that finds out is added', async () => {
      const engine = createPlainEngine();
      engine.hooks.onStart = async ({ backend, knownReports = [] }) => {
        const found: BackendReport[] = backend === 'auto' ? [silent, slow] : [fast];
        const others = knownReports.filter((known) => found.every((each) => each.backend !== known.backend));
        const reports = backend === 'auto' && knownReports.length > 0 ? knownReports : [...found, ...others];
        return { backend: backend === 'auto' ? 'wasm' : backend, reports, baseModel: builtInBase, cuts: [] };
      };
      const { studio, state } = createTestStudio(engine);
      await studio.startEngine();
      await studio.chooseBackend('webgpu');
      expect(engine.starts[1]?.knownReports).toEqual([silent, slow]);
      expect(state().engine).toMatchObject({ backend: 'webgpu', reports: [fast, slow] });
      await studio.chooseBackend('auto');
      expect(engine.starts[2]?.knownReports).toEqual([fast, slow]);
    });

    test('is forgotten on request, and the fastest is found anew', async () => {
      const engine = createPlainEngine();
      engine.hooks.onStart = async ({ backend }) => ({
        backend: backend === 'auto' ? 'wasm' : backend,
        reports: [silent, slow],
        baseModel: builtInBase,
        cuts: [],
      });
      const { studio, state, preferences } = createTestStudio(engine);
      await studio.startEngine();
      await studio.measureBackends();
      await studio.chooseBackend('cpu');
      await studio.measureBackends();
      expect(engine.starts.map(({ backend }) => backend)).toEqual(['auto', 'auto', 'cpu', 'auto']);
      expect(engine.starts[1]?.knownReports).toBeUndefined();
      expect(engine.starts[3]?.knownReports).toBeUndefined();
      expect(state()).toMatchObject({ wantedBackend: 'auto', engine: { phase: 'ready' } });
      expect(preferences.get('backend')).toBe('auto');
    });
  });

  test('of files as base model is kept by a choice by hand, though it cannot be told from others later', async () => {
    const engine = createPlainEngine();
    const { studio } = createTestStudio(engine);
    await studio.startEngine();
    await studio.chooseBaseModel({ kind: 'layers-files', files: [], inputRange: [0, 1] });
    await studio.chooseBackend('cpu');
    expect(engine.starts[2]?.knownReports).toEqual(reports);
  });

  test('is bounded, however many browsers and base models there are', async () => {
    const preferences = new Map<string, string>();
    for (let visit = 0; visit < 30; visit++) {
      const { studio } = createTestStudio(
        createPlainEngine(),
        { userAgent: `browser ${visit}` },
        preferences,
      );
      await studio.startEngine();
    }
    expect(preferences.get('backend-reports')?.length).toBeLessThan(1000);
  });

  test('is taken anew when what it says no longer works', async () => {
    const preferences = new Map<string, string>();
    await createTestStudio(createPlainEngine(), {}, preferences).studio.startEngine();
    const engine = createPlainEngine();
    engine.hooks.onStart = async ({ knownReports }) =>
      knownReports === undefined ? null : { kind: 'backend-unavailable', backend: 'wasm', detail: 'gone' };
    const { studio, state } = createTestStudio(engine, {}, preferences);
    await studio.startEngine();
    expect(engine.starts.map(({ knownReports }) => knownReports)).toEqual([reports, undefined]);
    expect(state().engine.phase).toBe('ready');
  });

  test('may be anything in the storage', async () => {
    const key = JSON.stringify(['test browser', 'built-in']);
    const stored = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(
          fc.record(
            {
              backend: fc.constantFrom('wasm', 'toString', 5),
              state: fc.constantFrom('ready', 'x'),
              msPerImage: fc.double(),
            },
            { requiredKeys: [] },
          ),
        )
        .map((all) => JSON.stringify([{ key, reports: all, failedAt: '' }])),
    );
    await fc.assert(
      fc.asyncProperty(stored, stored, async (first, second) => {
        const engine = createPlainEngine();
        const preferences = new Map([
          ['backend-reports', first],
          ['backend', second],
        ]);
        const { studio, state } = createTestStudio(engine, {}, preferences);
        await studio.startEngine();
        expect(state().engine.phase).toBe('ready');
        for (const report of engine.starts[0]?.knownReports ?? []) {
          expect(report).toMatchObject({ backend: 'wasm', state: 'ready' });
          expect('msPerImage' in report && report.msPerImage > 0).toBe(true);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
