import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackendReport, BaseModelInfo, StartRequest } from '../../src/engine/engine-api.ts';
import { waitUntil } from '../../src/studio/wait-until.ts';
import { countImages, createGate, createTestStudio, texts, zipFile } from './support/create-test-studio.ts';
import { builtInBase, createPlainEngine, embeddingSize } from './support/plain-engine.ts';

const otherBase: BaseModelInfo = { ...builtInBase, id: 'other', name: 'Other base', sha256: 'b'.repeat(64) };
const otherSource = { kind: 'layers-url', url: 'https://a.example/model.json', inputRange: [0, 1] } as const;

/** An engine that knows a second base model by its address. */
function createTwoBaseEngine() {
  const engine = createPlainEngine();
  engine.hooks.onStart = async ({ backend, baseModel }: StartRequest) =>
    baseModel.kind === 'layers-url'
      ? { backend: backend === 'auto' ? 'wasm' : backend, reports: [], baseModel: otherBase }
      : null;
  return engine;
}

const imports = zipFile('set.zip', { red: texts('red', 3), blue: texts('blue', 3) });

describe('the start', () => {
  test('shows its steps and says what runs', async () => {
    const engine = createPlainEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    const { studio, state } = createTestStudio(engine);
    expect(state().engine).toEqual({ phase: 'starting', step: null });
    const started = studio.startEngine();
    await gate.reached;
    expect(state().engine).toEqual({
      phase: 'starting',
      step: { step: 'loading-base-model', loadedBytes: 1, totalBytes: 2 },
    });
    gate.open();
    await started;
    expect(state().engine).toMatchObject({ phase: 'ready', backend: 'wasm', baseModel: builtInBase });
    expect(state().announcement).toBe('Ready: Plain base runs on WebAssembly.');
  });

  test('happens once, however often it is asked for', async () => {
    const engine = createPlainEngine();
    const { studio } = createTestStudio(engine);
    await Promise.all([studio.startEngine(), studio.startEngine()]);
    await studio.startEngine();
    expect(engine.starts).toHaveLength(1);
  });

  test('can be stopped while it hangs, keeps what was brought in, and can be tried again', async () => {
    const engine = createPlainEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    const { studio, state } = createTestStudio(engine);
    const started = studio.startEngine();
    await gate.reached;
    const classId = studio.addClass();
    studio.stopStart();
    await started;
    expect(state().engine).toEqual({ phase: 'failed', failure: { kind: 'start-stopped' } });
    expect(state().announcement).toContain('was stopped');
    expect(state().classes.map(({ id }) => id)).toEqual([classId]);
    gate.open();
    engine.hooks.onStart = async () => null;
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');
    studio.stopStart();
    expect(state().engine.phase).toBe('ready');
  });

  test('again after a crash can be stopped while it hangs', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    engine.crash('device lost');
    await gate.reached;
    expect(state().engine).toMatchObject({
      phase: 'restarting',
      step: { step: 'loading-base-model', loadedBytes: 1, totalBytes: 2 },
    });
    studio.stopStart();
    await new Promise((resolve) => setTimeout(resolve));
    expect(state().engine).toEqual({ phase: 'failed', failure: { kind: 'start-stopped' } });
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    gate.open();
    engine.hooks.onStart = async () => null;
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');
  });

  test('with another base model can be stopped; what ran before runs again', async () => {
    const engine = createTwoBaseEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    const onStart = engine.hooks.onStart;
    engine.hooks.onStart = gate.pass;
    const chosen = studio.chooseBaseModel(otherSource);
    await gate.reached;
    engine.hooks.onStart = onStart;
    studio.stopStart();
    await chosen;
    expect(state().engine).toMatchObject({ phase: 'ready', baseModel: builtInBase });
    expect(state().wantedBaseModel).toEqual({ kind: 'built-in' });
    expect(state().choiceFailure).toEqual({ kind: 'start-stopped' });
  });

  test('can be stopped while it waits for work that hangs', async () => {
    const engine = createTwoBaseEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles([imports], null);
    await gate.reached;
    const chosen = studio.chooseBaseModel(otherSource);
    engine.hooks.onGroup = async () => null;
    await waitUntil(studio.store, (each) => each.engine.phase === 'starting');
    studio.stopStart();
    await Promise.all([chosen, imported]);
    expect(state().engine).toMatchObject({ phase: 'ready', baseModel: builtInBase });
    expect(engine.starts.map(({ baseModel }) => baseModel.kind)).toEqual(['built-in', 'built-in']);
  });

  test('that fails says why and can be tried again', async () => {
    const engine = createPlainEngine();
    const unreachable = { kind: 'base-model-unreachable', url: 'models/', detail: '404' } as const;
    engine.hooks.onStart = async () => unreachable;
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    expect(state().engine).toEqual({ phase: 'failed', failure: unreachable });
    expect(state().announcement).toContain('could not be fetched');
    engine.hooks.onStart = async () => null;
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');
  });
});

test('a mistake in one start does not keep the next one from being made', async () => {
  let mistakesLeft = 1;
  const preferences = {
    read() {
      if (mistakesLeft-- > 0) throw new Error('a mistake');
      return null;
    },
    write() {},
  };
  const { studio, state } = createTestStudio(createPlainEngine(), { askedBackend: 'wasm', preferences });
  await expect(studio.chooseBackend('auto')).rejects.toThrow('a mistake');
  await studio.startEngine();
  expect(state().engine.phase).toBe('ready');
});

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
      engine.hooks.onStart = async () => ({ backend: 'wasm', reports: found, baseModel: builtInBase });
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
        return { backend: backend === 'auto' ? 'wasm' : backend, reports, baseModel: builtInBase };
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

describe('the choice of a backend', () => {
  test('is followed and remembered', async () => {
    const preferences = new Map<string, string>();
    const first = createTestStudio(createPlainEngine(), {}, preferences);
    await first.studio.startEngine();
    await first.studio.chooseBackend('cpu');
    expect(first.state().engine).toMatchObject({ phase: 'ready', backend: 'cpu' });
    const engine = createPlainEngine();
    await createTestStudio(engine, {}, preferences).studio.startEngine();
    expect(engine.starts.map(({ backend }) => backend)).toEqual(['cpu']);
  });

  test('is gone back to from a new measurement that was stopped, without measuring again', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    const measured = studio.measureBackends();
    await gate.reached;
    engine.hooks.onStart = async () => null;
    studio.stopStart();
    await measured;
    expect(state().engine).toMatchObject({ phase: 'ready', backend: 'wasm' });
    expect(engine.starts.map(({ knownReports }) => knownReports?.length)).toEqual([undefined, undefined, 1]);
  });

  test('by the address of the page holds for one visit, whatever else is chosen in it', async () => {
    const preferences = new Map<string, string>();
    const engine = createTwoBaseEngine();
    const { studio } = createTestStudio(engine, { askedBackend: 'cpu' }, preferences);
    await studio.startEngine();
    await studio.chooseBaseModel(otherSource);
    const later = createTwoBaseEngine();
    await createTestStudio(later, { askedBackend: 'abacus' }, preferences).studio.startEngine();
    expect(engine.starts.map(({ backend }) => backend)).toEqual(['cpu', 'cpu']);
    expect(later.starts.map(({ backend }) => backend)).toEqual(['auto']);
  });

  test('that cannot be followed leaves what ran, and says why', async () => {
    const engine = createPlainEngine();
    const unavailable = { kind: 'backend-unavailable', backend: 'webgpu', detail: 'no adapter' } as const;
    engine.hooks.onStart = async ({ backend }) => (backend === 'webgpu' ? unavailable : null);
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    await studio.chooseBackend('webgpu');
    expect(state()).toMatchObject({
      engine: { phase: 'ready', backend: 'wasm' },
      wantedBackend: 'auto',
      choiceFailure: unavailable,
    });
    expect(state().announcement).toBe(
      'WebGPU does not work in this browser (no adapter). Nothing you had is lost. Choose another backend. Plain base on WebAssembly stays in use.',
    );
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    await studio.chooseBackend('auto');
    expect(state().choiceFailure).toBeNull();
  });

  test('from an earlier visit gives way when it is gone', async () => {
    const engine = createPlainEngine();
    engine.hooks.onStart = async ({ backend }) =>
      backend === 'webgpu' ? { kind: 'backend-unavailable', backend, detail: '' } : null;
    const { studio, state } = createTestStudio(engine, {}, new Map([['backend', 'webgpu']]));
    await studio.startEngine();
    expect(state()).toMatchObject({
      engine: { phase: 'ready', backend: 'wasm' },
      wantedBackend: 'auto',
      choiceFailure: { kind: 'backend-unavailable' },
    });
  });

  test('waits for the group of images and the epoch that are under way', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    const imported = studio.importFiles([imports], null);
    await gate.reached;
    const chosen = studio.chooseBackend('cpu');
    await Promise.resolve();
    expect(engine.starts).toHaveLength(1);
    gate.open();
    await Promise.all([imported, chosen]);
    expect(engine.starts).toHaveLength(2);
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(6);
  });
});

describe('another base model', () => {
  test('embeds all images anew, and going back costs nothing', async () => {
    const engine = createTwoBaseEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    expect(engine.embedded).toHaveLength(6);

    const gate = createGate();
    engine.hooks.onGroup = gate.pass;
    await studio.chooseBaseModel(otherSource);
    expect(state().engine).toMatchObject({ phase: 'ready', baseModel: { id: 'other' } });
    expect(countImages(state())).toEqual({ red: [0, 3], blue: [0, 3] });
    gate.open();
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(12);

    await studio.chooseBaseModel({ kind: 'built-in' });
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(12);
  });

  test('that does not fit leaves the one in use', async () => {
    const engine = createPlainEngine();
    const unfit = { kind: 'base-model-unfit', detail: 'its input has four channels' } as const;
    engine.hooks.onStart = async ({ baseModel }) => (baseModel.kind === 'built-in' ? null : unfit);
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    await studio.chooseBaseModel(otherSource);
    expect(state()).toMatchObject({
      engine: { phase: 'ready', baseModel: builtInBase },
      wantedBaseModel: { kind: 'built-in' },
      choiceFailure: unfit,
    });
    expect(engine.embedded).toHaveLength(6);
    await studio.train();
    expect(state().model?.head.embeddingSize).toBe(embeddingSize);
  });

  test('with the same weights and another input range is another base model', async () => {
    const engine = createPlainEngine();
    const rescaled = { ...builtInBase, inputRange: [0, 1] as const };
    engine.hooks.onStart = async ({ baseModel }) =>
      baseModel.kind === 'built-in' ? null : { backend: 'wasm', reports: [], baseModel: rescaled };
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.importFiles([imports], null);
    await studio.chooseBaseModel(otherSource);
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded).toHaveLength(12);
  });
});

describe('a crash', () => {
  test('while images are embedded costs only those that were under way', async () => {
    const engine = createPlainEngine();
    const { studio, state, said } = createTestStudio(engine);
    await studio.startEngine();
    let groupCount = 0;
    engine.hooks.onGroup = async () => {
      groupCount++;
      if (groupCount === 3) engine.crash('device lost');
      return null;
    };
    await studio.importFiles([imports], null);
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
    expect(engine.embedded.toSorted()).toEqual([...texts('blue', 3), ...texts('red', 3)]);
    expect(engine.starts).toHaveLength(2);
    expect(said.some((sentence) => sentence.includes('stopped (device lost)'))).toBe(true);
    expect(state().announcement).toBe('6 images ready in 2 classes.');
    expect(state().timings.imagesEmbedded).toBe(6);
  });

  test('is shown while the engine starts again', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    const gate = createGate();
    engine.hooks.onStart = gate.pass;
    engine.crash();
    expect(state().engine).toEqual({
      phase: 'restarting',
      failure: { kind: 'engine-crashed', detail: 'test' },
      step: null,
    });
    const imported = studio.importFiles([imports], null);
    gate.open();
    await imported;
    expect(state().engine.phase).toBe('ready');
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
  });

  test('that comes back again and again ends in a word and "Try again"', async () => {
    const engine = createPlainEngine();
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    engine.hooks.onGroup = async () => {
      engine.crash('bad image');
      return null;
    };
    await studio.importFiles([imports], null);
    expect(state().engine).toEqual({
      phase: 'failed',
      failure: { kind: 'engine-crashed', detail: 'bad image' },
    });
    expect(engine.starts).toHaveLength(4);
    expect(state().importing).toBeNull();
    expect(state().announcement).toContain('6 images wait in their classes');

    engine.hooks.onGroup = async () => null;
    await studio.startEngine();
    await studio.continueImport();
    expect(countImages(state())).toEqual({ red: [3, 0], blue: [3, 0] });
  });

  test('now and then is no reason to give up', async () => {
    const engine = createPlainEngine();
    const { studio, state, clock } = createTestStudio(engine);
    await studio.startEngine();
    for (let crash = 0; crash < 20; crash++) {
      engine.crash();
      await studio.startEngine();
      expect(state().engine.phase).toBe('ready');
      clock.nowMs += 30_000;
    }
  });

  test('while it starts is tried again, and given up in the end', async () => {
    const engine = createPlainEngine();
    let crashesLeft = 2;
    engine.hooks.onStart = async () => {
      if (crashesLeft-- > 0) engine.crash();
      return null;
    };
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    expect(state().engine.phase).toBe('ready');

    crashesLeft = Number.POSITIVE_INFINITY;
    engine.crash();
    await studio.startEngine();
    expect(state().engine.phase).toBe('failed');
  });

  test('by a chosen backend brings the old one back', async () => {
    const engine = createPlainEngine();
    engine.hooks.onStart = async ({ backend }) => {
      if (backend === 'webgl') engine.crash('context lost');
      return null;
    };
    const { studio, state } = createTestStudio(engine);
    await studio.startEngine();
    await studio.chooseBackend('webgl');
    expect(state()).toMatchObject({
      engine: { phase: 'ready', backend: 'wasm' },
      wantedBackend: 'auto',
      choiceFailure: { kind: 'engine-crashed', detail: 'context lost' },
    });
  });
});
