import { expect, test } from 'vitest';
import { takeFrames } from '../../../../src/ui/features/images/take-frames.ts';

const frameAt = async (seconds: number) => new Blob([`at ${seconds}`]);
const secondsOf = ({ frames }: Awaited<ReturnType<typeof takeFrames>>) =>
  frames.map(({ seconds }) => seconds);

test('takes the frames in order, and shows each', async () => {
  const shown: Blob[] = [];
  const taken = await takeFrames([1, 2, 3], frameAt, (blob) => shown.push(blob), { aborted: false });
  expect(taken.failed).toBe(false);
  expect(secondsOf(taken)).toEqual([1, 2, 3]);
  expect(await Promise.all(shown.map((blob) => blob.text()))).toEqual(['at 1', 'at 2', 'at 3']);
});

test('a stop, and a frame that cannot be read, keep those before', async () => {
  const stop = new AbortController();
  const stopped = await takeFrames([1, 2, 3], frameAt, () => stop.abort(), stop.signal);
  expect([secondsOf(stopped), stopped.failed]).toEqual([[1], false]);

  const brokenAt3 = (seconds: number) => (seconds < 3 ? frameAt(seconds) : Promise.reject(new Error('end')));
  const broken = await takeFrames([1, 2, 3, 4], brokenAt3, () => {}, { aborted: false });
  expect([secondsOf(broken), broken.failed]).toEqual([[1, 2], true]);
});
