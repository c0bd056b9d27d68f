import { expect, test } from 'vitest';
import { enCompression } from '../../src/messages/en-compression.ts';
import type { CompressionState } from '../../src/studio/studio-state.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

function doneOf(state: CompressionState) {
  if (state.phase !== 'done') throw new Error(JSON.stringify(state));
  return state;
}

test.each([0, 2])(
  'with %i trained blocks, an image that cannot be read any more is left out by name, and the others are judged',
  async (tunedBlockCount) => {
    const { studio, state, engine } = await startStudioWithImages();
    studio.changeSettings({ tunedBlockCount, refit: false });
    await studio.train();
    await studio.measureCompression();
    const whole = doneOf(state().compression);
    expect(whole.leftOut).toEqual([]);

    const [gone] = state().model?.split.validation ?? [];
    const sample = state().samples.find(({ id }) => id === gone);
    engine.hooks.unreadable.add((await sample?.image.text()) ?? '');
    await studio.measureCompression();
    const rest = doneOf(state().compression);
    expect(rest.leftOut).toEqual([sample?.file]);
    expect(rest.imageCount).toBe(whole.imageCount - 1);
    // A row that slipped by one would give another answer.
    for (const { accuracy, changedCount } of rest.entries) expect([accuracy, changedCount]).toEqual([1, 0]);
    expect(enCompression.unread(rest.leftOut)).toContain(
      `1 image could not be read any more and was left out here: ${sample?.file}.`,
    );
  },
);

test('where none of them can be read, it says so instead', async () => {
  const { studio, state, engine } = await startStudioWithImages();
  await studio.train();
  for (const { image } of state().samples) engine.hooks.unreadable.add(await image.text());
  await studio.measureCompression();
  expect(state().compression).toMatchObject({ phase: 'failed' });
});
