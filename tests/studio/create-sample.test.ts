import { expect, test } from 'vitest';
import { startStudio } from './support/start-studio.ts';

test('pictures of one recording keep the burst that they came with; a picture of its own has none', async () => {
  const { studio, state } = await startStudio();
  const picture = (path: string) => ({ path, blob: new Blob([path], { type: 'image/jpeg' }) });
  const cat = studio.addClass();
  await studio.addImages(cat, [
    { ...picture('1.jpg'), burst: 'cats' },
    { ...picture('2.jpg'), burst: 'cats' },
    picture('3.jpg'),
  ]);
  expect(state().samples.map(({ file, burstId }) => [file, burstId])).toEqual([
    ['1.jpg', 'cats'],
    ['2.jpg', 'cats'],
    ['3.jpg', null],
  ]);
});
