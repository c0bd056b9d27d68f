import { expect, test } from 'vitest';
import { isSameDataSet, isSameProject } from '../../src/studio/is-same-work.ts';
import { texts } from './support/create-test-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

type TestStudio = Awaited<ReturnType<typeof startStudioWithImages>>;

const firstSample = ({ state }: TestStudio) => state().samples[0]?.id ?? '';
const firstClass = ({ state }: TestStudio) => state().classes[0]?.id ?? '';

test.each<[string, (test: TestStudio) => unknown, { project: boolean; dataSet: boolean }]>([
  ['nothing', () => {}, { project: true, dataSet: true }],
  ['a name', (test) => test.studio.renameClass(firstClass(test), 'ruby'), { project: false, dataSet: false }],
  [
    'an image moved to the test set',
    (test) => test.studio.pinSamples([firstSample(test)], 'test'),
    { project: false, dataSet: false },
  ],
  [
    'an image left out',
    (test) => test.studio.disableSamples([firstSample(test)], true),
    { project: false, dataSet: false },
  ],
  [
    'an image removed and brought back',
    (test) => {
      test.studio.removeSamples([firstSample(test)]);
      test.studio.undo();
    },
    { project: true, dataSet: true },
  ],
  [
    'a new image',
    (test) =>
      test.studio.addImages(firstClass(test), [{ path: 'new.png', blob: new Blob([...texts('new', 1)]) }]),
    { project: false, dataSet: false },
  ],
  ['a setting', ({ studio }) => studio.changeSettings({ epochs: 7 }), { project: false, dataSet: true }],
  [
    'a setting that was set back',
    ({ studio, state }) => {
      const { seed } = state().settings;
      studio.changeSettings({ seed: seed + 1 });
      studio.changeSettings({ seed });
    },
    { project: true, dataSet: true },
  ],
  [
    'what the maker states',
    ({ studio }) => studio.changeCardFields({ maker: 'Ada' }),
    { project: false, dataSet: true },
  ],
  // The first training draws the sets that are written from then on.
  ['a training', ({ studio }) => studio.train(), { project: false, dataSet: false }],
])('after a change of %s, files of before are told from files of now', async (_, change, same) => {
  const test = await startStudioWithImages();
  const before = test.state();
  await change(test);
  expect({
    project: isSameProject(before, test.state()),
    dataSet: isSameDataSet(before, test.state()),
  }).toEqual(same);
});

test('a training changes no data set whose sets were given', async () => {
  const { studio, state } = await startStudioWithImages({
    'train/red': texts('red', 10),
    'train/blue': texts('blue', 10),
    'validation/red': texts('other red', 2),
    'validation/blue': texts('other blue', 2),
  });
  const before = state();
  await studio.train();
  expect(state().model).not.toBeNull();
  expect(isSameDataSet(before, state())).toBe(true);
});
