import { expect, test } from 'vitest';
import { recordShots } from '../../../../src/ui/features/images/record-shots.ts';

const shots = ['one', 'two', 'three'].map((text) => new Blob([text]));

/** A camera that gives these one after the other; an error is a picture that cannot be taken. */
function cameraOf(pictures: readonly (Blob | Error | null)[]) {
  const left = [...pictures];
  return async (): Promise<Blob | null> => {
    const next = left.shift() ?? null;
    if (next instanceof Error) throw next;
    return next;
  };
}

test('records until there is no picture any more', async () => {
  const seen: Blob[] = [];
  let pauseCount = 0;
  const recording = await recordShots(
    cameraOf([...shots, null, ...shots]),
    (shot) => seen.push(shot),
    async () => {
      pauseCount++;
    },
  );
  expect(recording).toEqual({ shots, failed: false });
  expect(seen).toEqual(shots);
  expect(pauseCount).toBe(3);
});

test('a picture that cannot be taken ends the recording, and those before it are kept', async () => {
  const recording = await recordShots(
    cameraOf([...shots.slice(0, 2), new Error('the picture could not be encoded'), ...shots]),
    () => {},
    async () => {},
  );
  expect(recording).toEqual({ shots: shots.slice(0, 2), failed: true });
});
