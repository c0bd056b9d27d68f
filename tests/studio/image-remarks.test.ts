import { expect, test } from 'vitest';
import type { ImageRemark } from '../../src/core/images/image-remark.ts';
import { en } from '../../src/messages/en.ts';
import { describeRemark } from '../../src/studio/describe-remark.ts';
import { countImages, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { startStudio } from './support/start-studio.ts';

test('an image that moves comes in with a remark, once', async () => {
  const { studio, state } = await startStudio();
  const files = { red: ['red 1', 'moving red', 'broken'], blue: texts('blue', 2) };
  await studio.importFiles([zipFile('set.zip', files)], null);
  expect(countImages(state())).toEqual({ blue: [2, 0], red: [2, 0] });
  expect(state().remarks).toEqual([
    { id: expect.any(String), file: 'red/1.png', remark: { kind: 'animated' } },
  ]);
  expect(state().problems).toMatchObject([{ file: 'red/2.png' }]);
  expect(state().announcement).toBe('4 images ready in 2 classes, 1 with a remark, 1 file left out.');

  const id = studio.addClass();
  await studio.addImages(id, [textFile('later.gif', 'moving later')]);
  expect(state().remarks.map(({ file }) => file)).toEqual(['later.gif', 'red/1.png']);
  expect(state().announcement).toBe('1 image ready in 1 class, 1 with a remark.');

  studio.dismissRemarks();
  expect(state().remarks).toEqual([]);
  expect(state().problems).toHaveLength(1);
});

test('a prediction carries the remark, and the picture that the model saw', async () => {
  const { studio, state } = await startStudio();
  const set = { red: texts('red', 6), blue: texts('blue', 6) };
  await studio.importFiles([zipFile('set.zip', set)], null);
  studio.changeSettings({ epochs: 2 });
  await studio.train();
  await studio.predictFile(textFile('a.gif', 'moving red'));
  const { prediction } = state();
  if (prediction?.phase !== 'done') throw new Error('not done');
  expect(prediction.remark).toEqual({ kind: 'animated' });
  expect(await prediction.thumbnail?.text()).toMatch(/small moving red$/);
});

test.each<[ImageRemark, RegExp]>([
  [{ kind: 'animated' }, /Its first frame is used\.$/],
  [{ kind: 'first-page' }, /Its first page is used\.$/],
  [{ kind: 'cut-off', readFraction: null }, /What could be read of it is used\.$/],
  [{ kind: 'cut-off', readFraction: 1 }, /the whole picture could be read and is used\.$/],
  [{ kind: 'cut-off', readFraction: 0.5 }, /The upper 50\s?% of the picture could be read and is used\.$/],
])('%j is said', (remark, sentence) => {
  expect(describeRemark(remark, en)).toMatch(sentence);
});
