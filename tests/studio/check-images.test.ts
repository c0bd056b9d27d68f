import { describe, expect, test } from 'vitest';
import type { Finding, GroupFinding, SampleFinding } from '../../src/studio/finding.ts';
import { selectFindings } from '../../src/studio/select-findings.ts';
import { createGate, texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

const sound = { red: texts('red', 12), blue: texts('blue', 12) };

/** A studio whose images were checked. */
async function startChecked(classes: Readonly<Record<string, readonly string[]>>) {
  const started = await startStudioWithImages(classes);
  const { studio, state } = started;
  await studio.checkImages();
  const find = (kind: Finding['kind']) => selectFindings(state()).find((finding) => finding.kind === kind);
  const mend = (kind: Finding['kind']) => {
    const finding = find(kind);
    if (finding === undefined) throw new Error(`no ${kind}`);
    studio.mendFinding(finding);
  };
  const dismiss = (kind: Finding['kind']) => {
    const finding = find(kind);
    if (finding === undefined) throw new Error(`no ${kind}`);
    studio.dismissFinding(finding);
  };
  /** Files of samples, as the import called them. */
  const filesOf = (ids: readonly string[] = []) =>
    ids.map((id) => state().samples.find((sample) => sample.id === id)?.file);
  const groupsOf = (kind: GroupFinding['kind']) =>
    (find(kind) as GroupFinding | undefined)?.groups.map(filesOf);
  const samplesOf = (kind: SampleFinding['kind']) =>
    filesOf((find(kind) as SampleFinding | undefined)?.sampleIds);
  const disabled = () =>
    state()
      .samples.filter((sample) => sample.disabled)
      .map(({ file }) => file);
  return { ...started, find, mend, dismiss, groupsOf, samplesOf, disabled };
}

describe('a check', () => {
  test('finds nothing among sound images', async () => {
    const { state } = await startChecked(sound);
    expect(state().health.check).toEqual({ phase: 'checked' });
    expect(selectFindings(state())).toEqual([]);
  });

  test('tells copies from near duplicates, and keeps the first when it mends them', async () => {
    const { studio, state, find, mend, groupsOf, disabled } = await startChecked({
      red: [...texts('red', 10), 'red 3', 'red 3'],
      blue: [...texts('blue', 10), 'blue 2 again', 'blue 2 once more', 'blue 2 again'],
    });
    expect(groupsOf('copies')?.sort()).toEqual([
      ['blue/10.png', 'blue/12.png'],
      ['red/2.png', 'red/10.png', 'red/11.png'],
    ]);
    expect(groupsOf('alike')).toEqual([['blue/1.png', 'blue/10.png', 'blue/11.png']]);

    mend('copies');
    expect(state().samples.filter(({ file }) => file.startsWith('red/'))).toHaveLength(10);
    expect(find('copies')).toBeUndefined();
    mend('alike');
    expect(disabled()).toEqual(['blue/10.png', 'blue/11.png']);
    expect(find('alike')).toBeUndefined();

    studio.undo();
    studio.undo();
    expect(state().samples).toHaveLength(25);
    expect(groupsOf('copies')).toHaveLength(2);
    expect(groupsOf('alike')).toHaveLength(1);
  });

  test('an image in two classes is kept in one of them', async () => {
    const { studio, state, find, mend, groupsOf } = await startChecked({
      red: [...texts('red', 11), 'blue 5'],
      blue: texts('blue', 12),
    });
    expect(groupsOf('across-classes')).toEqual([['red/11.png', 'blue/4.png']]);
    expect(find('copies')).toBeUndefined();
    studio.removeSamples(
      state()
        .samples.filter(({ file }) => file === 'red/11.png')
        .map(({ id }) => id),
    );
    expect(find('across-classes')).toBeUndefined();
    studio.undo();
    mend('across-classes');
    expect(state().samples.filter(({ disabled }) => disabled)).toHaveLength(2);
  });

  test('names blurred, dark and blank images, and leaves them out', async () => {
    const { mend, samplesOf, disabled } = await startChecked({
      red: [...texts('red', 12), 'red 20 blurred', 'red 21 dark'],
      blue: [...texts('blue', 12), 'blue 20 blank', 'blue 21 blurred'],
    });
    expect(samplesOf('blurred')).toEqual(['red/12.png', 'blue/13.png']);
    expect(samplesOf('dark')).toEqual(['red/13.png']);
    expect(samplesOf('blank')).toEqual(['blue/12.png']);
    for (const kind of ['blurred', 'dark', 'blank'] as const) mend(kind);
    expect(disabled()).toHaveLength(4);
  });

  test('moves images to the class that they look like, in one edit', async () => {
    const { engine, studio, state } = await startStudioWithImages({ ...sound, green: texts('green', 12) });
    engine.hooks.onJudgeFit = async ({ classCount }) => {
      expect(classCount).toBe(3);
      const place = (file: string) => state().samples.findIndex((sample) => sample.file === file);
      const column = (name: string) => {
        const ids = [...new Set(state().samples.map(({ classId }) => classId))];
        return ids.indexOf(state().classes.find((each) => each.name === name)?.id ?? '');
      };
      return [
        { kind: 'nearer-to-other', row: place('red/1.png'), classIndex: column('blue'), margin: 0.1 },
        { kind: 'nearer-to-other', row: place('blue/2.png'), classIndex: column('green'), margin: 0.2 },
        { kind: 'far-from-own', row: place('green/3.png'), drop: 0.3 },
      ];
    };
    await studio.checkImages();
    const [moves, far] = selectFindings(state());
    if (moves === undefined || far === undefined) throw new Error('nothing found');
    const classOf = (file: string) => {
      const classId = state().samples.find((sample) => sample.file === file)?.classId;
      return state().classes.find(({ id }) => id === classId)?.name;
    };
    studio.mendFinding(moves);
    expect([classOf('red/1.png'), classOf('blue/2.png')]).toEqual(['blue', 'green']);
    expect(state().undoable).toMatchObject({ kind: 'move-images', imageCount: 2 });
    studio.mendFinding(far);
    expect(selectFindings(state())).toEqual([]);
    studio.undo();
    studio.undo();
    expect([classOf('red/1.png'), classOf('blue/2.png')]).toEqual(['red', 'blue']);
  });

  test('near duplicates in several sets are left out where they are trained on', async () => {
    const { studio, state, find, mend, groupsOf, disabled } = await startChecked({
      'train/red': [...texts('red', 12)],
      'train/blue': texts('blue', 12),
      'validation/red': ['red 30'],
      'validation/blue': ['blue 30'],
      'test/red': ['red 40', 'red 2 again'],
      'test/blue': ['blue 40'],
    });
    expect(groupsOf('across-sets')).toEqual([['train/red/1.png', 'test/red/1.png']]);
    mend('across-sets');
    expect(disabled()).toEqual(['train/red/1.png']);
    expect(find('across-sets')).toBeUndefined();
    await studio.train();
    expect(state().model?.splitNotes).toEqual([]);
  });

  test('says which classes are small, and which are far larger than others', async () => {
    const { state, find } = await startChecked({ red: texts('red', 4), blue: texts('blue', 12) });
    const idOf = (name: string) => state().classes.find((each) => each.name === name)?.id;
    expect(find('few-images')).toMatchObject({ classIds: [idOf('red')] });
    expect(find('imbalance')).toMatchObject({ smallestId: idOf('red'), largestId: idOf('blue') });
  });

  test('a class is not called small any more as soon as it has grown, or is left out', async () => {
    const { studio, state, find } = await startChecked({
      red: texts('red', 4),
      green: texts('green', 5),
      blue: texts('blue', 12),
    });
    const [red, green] = ['red', 'green'].map(
      (name) => state().classes.find((each) => each.name === name)?.id,
    );
    const more = texts('more', 6).map((text, index) => ({ path: `${index}.png`, blob: new Blob([text]) }));
    await studio.addImages(red as string, more);
    expect(find('few-images')).toMatchObject({ classIds: [green] });
    studio.disableClass(green as string, true);
    expect(find('few-images')).toBeUndefined();
  });

  test('uneven classes are mended by weighing them, for as long as that is so', async () => {
    const { studio, state, find, mend } = await startChecked({
      red: texts('red', 4),
      blue: texts('blue', 12),
    });
    mend('imbalance');
    expect(state().settings.classWeighting).toBe('balanced');
    expect(find('imbalance')).toBeUndefined();
    expect(find('few-images')).toBeDefined();
    await studio.train();
    expect(state().model?.settings.classWeighting).toBe('balanced');
    studio.resetSettings();
    expect(find('imbalance')).toBeDefined();
  });
});

describe('what was dismissed', () => {
  test('is not told again, and new ones of its kind are', async () => {
    const { studio, state, find, dismiss, samplesOf } = await startChecked({
      ...sound,
      red: [...texts('red', 12), 'red 20 blurred'],
    });
    dismiss('blurred');
    expect(find('blurred')).toBeUndefined();
    const red = state().classes.find(({ name }) => name === 'red')?.id ?? '';
    await studio.addImages(red, [{ path: 'new.png', blob: new Blob(['red 21 blurred']) }]);
    await studio.checkImages();
    expect(samplesOf('blurred')).toEqual(['new.png']);
  });

  test('can be a single image of a finding, or a whole class', async () => {
    const { studio, state, find, dismiss, samplesOf } = await startChecked({
      red: [...texts('red', 12), 'red 20 blurred', 'red 21 blurred'],
      blue: texts('blue', 3),
    });
    const first = state().samples.find(({ file }) => file === 'red/12.png')?.id ?? '';
    studio.dismissFinding({ kind: 'blurred', sampleIds: [first] });
    expect(samplesOf('blurred')).toEqual(['red/13.png']);
    dismiss('few-images');
    expect(find('few-images')).toBeUndefined();
    expect(find('imbalance')).toBeDefined();
  });
});

describe('when to check', () => {
  test('once for the same images, again for others, and not while images wait or a training runs', async () => {
    const { engine, studio, state } = await startStudioWithImages(sound);
    let times = 0;
    engine.hooks.onJudgeFit = async () => {
      times++;
      return [];
    };
    await studio.checkImages();
    await studio.checkImages();
    expect(times).toBe(1);
    studio.disableSamples([state().samples[0]?.id ?? ''], true);
    await studio.checkImages();
    expect(times).toBe(2);

    const gate = createGate();
    engine.hooks.onEpoch = gate.pass;
    const trained = studio.train();
    await gate.reached;
    studio.undo();
    await studio.checkImages();
    expect(times).toBe(2);
    gate.open();
    await trained;
    await studio.checkImages();
    expect(times).toBe(3);
  });

  test('a training that begins ends a check, which can be asked for again', async () => {
    const { engine, studio, state } = await startStudioWithImages(sound);
    const gate = createGate();
    engine.hooks.onCompare = gate.pass;
    const checked = studio.checkImages();
    await gate.reached;
    expect(state().health.check).toMatchObject({ phase: 'checking' });
    engine.hooks.onCompare = async () => null;
    const trained = studio.train();
    gate.open();
    await checked;
    expect(state().health.check).toEqual({ phase: 'unchecked' });
    await trained;
    expect(state().model).not.toBeNull();
    await studio.checkImages();
    expect(state().health.check).toEqual({ phase: 'checked' });
  });

  test('a crash, or no image at all, leaves no check behind', async () => {
    const { engine, studio, state } = await startStudioWithImages(sound);
    const gate = createGate();
    engine.hooks.onCompare = gate.pass;
    const checked = studio.checkImages();
    await gate.reached;
    engine.crash();
    await checked;
    expect(state().health.check).toEqual({ phase: 'unchecked' });
    studio.removeSamples(state().samples.map(({ id }) => id));
    await studio.checkImages();
    expect(state().health).toMatchObject({ check: { phase: 'unchecked' }, findings: [] });
  });
});
