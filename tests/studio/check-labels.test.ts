import { expect, test } from 'vitest';
import { markLabel } from '../../src/studio/label-check.ts';
import { createGate, texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

const start = () => startStudioWithImages({ red: texts('red', 6), blue: texts('blue', 6) });

function checkedOf(state: Awaited<ReturnType<typeof start>>['state']) {
  const { labelCheck } = state();
  if (labelCheck.phase !== 'checked') throw new Error(labelCheck.phase);
  return labelCheck;
}

test('lists suspects by what is worst about them, each once, and far ones behind', async () => {
  const { studio, state, engine } = await start();
  engine.hooks.onCheckLabels = async ({ classIndexes, classCount, folds, foldCount }) => {
    expect([classIndexes.length, classCount, folds.length]).toEqual([12, 2, 12]);
    expect(new Set(folds).size).toBe(foldCount);
    return {
      errors: [{ row: 3, suggestedClassIndex: 1, margin: 0.9 }],
      ambiguous: [{ row: 5, classIndexes: [1, 0], margin: 0.01 }],
    };
  };
  engine.hooks.onJudgeFit = async () => [
    { kind: 'far-from-own', row: 3, drop: 0.9 },
    { kind: 'far-from-own', row: 7, drop: 0.2 },
    { kind: 'far-from-own', row: 8, drop: 0.5 },
    { kind: 'nearer-to-other', row: 1, classIndex: 1, margin: 0.2 },
  ];
  await studio.checkLabels();
  const { samples } = state();
  const { suspects, checkedCount } = checkedOf(state);
  expect(checkedCount).toBe(12);
  expect(
    suspects.map(({ kind, sampleId }) => [kind, samples.findIndex(({ id }) => id === sampleId)]),
  ).toEqual([
    ['error', 3],
    ['ambiguous', 5],
    ['outlier', 8],
    ['outlier', 7],
  ]);
  const [first, second] = suspects;
  expect(first?.classId).toBe(samples[3]?.classId);
  expect(first?.otherClassId).not.toBe(first?.classId);
  expect(second?.otherClassId).not.toBe(second?.classId);
});

test('stops when it is told to, and can be asked again', async () => {
  const { studio, state, engine } = await start();
  const gate = createGate();
  engine.hooks.onCompare = () => gate.pass();
  const checking = studio.checkLabels();
  await gate.reached;
  await studio.checkLabels();
  studio.stopCheckingLabels();
  expect(state().labelCheck).toMatchObject({ phase: 'checking', stopping: true });
  gate.open();
  await checking;
  expect(state().labelCheck).toEqual({ phase: 'unchecked' });
  await studio.checkLabels();
  expect(checkedOf(state).suspects).toEqual([]);
});

test('says why it could not be done, and belongs to its project alone', async () => {
  const { studio, state, engine } = await start();
  engine.hooks.onCheckLabels = async () => ({ kind: 'engine-crashed', detail: 'device lost' });
  await studio.checkLabels();
  expect(state().labelCheck).toMatchObject({ phase: 'failed', failure: { detail: 'device lost' } });
  await studio.createProject();
  expect(state().labelCheck).toEqual({ phase: 'unchecked' });
});

test('an image that is fine is remembered as such, and that can be taken back', async () => {
  const { studio, state } = await start();
  const { id } = state().samples[0] ?? { id: '' };
  studio.acceptLabel(id, true);
  expect(state().health.dismissed.has(markLabel(id))).toBe(true);
  studio.acceptLabel(id, false);
  expect(state().health.dismissed.has(markLabel(id))).toBe(false);
});
