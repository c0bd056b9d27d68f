import { expect, test } from 'vitest';
import { enShifts } from '../../src/messages/en-shifts.ts';
import type { ShiftsState } from '../../src/studio/studio-state.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

function doneOf(state: ShiftsState) {
  if (state.phase !== 'done') throw new Error(JSON.stringify(state));
  return state;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

test.each([0, 2])(
  'with %i trained blocks, an image that cannot be read any more is left out by name, and the others are judged',
  async (tunedBlockCount) => {
    const { studio, state, engine } = await startStudioWithImages();
    studio.changeSettings({ tunedBlockCount, refit: false });
    await studio.train();
    await studio.measureShifts();
    const whole = doneOf(state().shifts);
    expect(whole.leftOut).toEqual([]);

    const [gone] = state().model?.split.validation ?? [];
    const sample = state().samples.find(({ id }) => id === gone);
    engine.hooks.unreadable.add((await sample?.image.text()) ?? '');
    await studio.measureShifts();
    const rest = doneOf(state().shifts);
    expect(rest.leftOut).toEqual([sample?.file]);
    expect(sum(rest.counts)).toBe(sum(whole.counts) - 1);
    // A row that slipped by one would be of another class.
    expect(rest.rightCounts).toEqual(rest.counts);
    for (const { rightCounts } of rest.entries) expect(rightCounts).toEqual(rest.counts);
    expect(enShifts.unread(rest.leftOut)).toContain(
      `1 image could not be read any more and was left out here: ${sample?.file}.`,
    );
  },
);

test('where none of them can be read, it says so instead', async () => {
  const { studio, state, engine } = await startStudioWithImages();
  await studio.train();
  for (const { image } of state().samples) engine.hooks.unreadable.add(await image.text());
  await studio.measureShifts();
  expect(state().shifts).toMatchObject({ phase: 'failed' });
});
