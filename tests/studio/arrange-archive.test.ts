import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { countImages } from './support/create-test-studio.ts';
import { startStudio } from './support/start-studio.ts';

/** A ZIP of texts by their paths. */
function archive(name: string, texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  const bytes = zipSync(Object.fromEntries(files), { level: 0 }) as Uint8Array<ArrayBuffer>;
  return { path: name, blob: new Blob([bytes]) };
}

test('a project of Teachable Machine brings its classes', async () => {
  const { studio, state } = await startStudio();
  const project = archive('my project.tm', {
    'manifest.json': '{"type":"image"}',
    'Class 1-!-0.jpg': 'red 1',
    'Class 1-!-1.jpg': 'red 2',
    'Class 2-!-0.jpg': 'blue 1',
    '../../evil-!-0.jpg': 'red 3',
  });
  await studio.receiveDrop(async () => [project], null);
  expect(countImages(state())).toEqual({ 'Class 1': [2, 0], 'Class 2': [1, 0] });
  expect(state().problems.map(({ file, failure }) => [file, failure.kind])).toEqual([
    ['../../evil-!-0.jpg', 'path-climbs-out'],
  ]);
});

test('several archives that are chosen at once come into the same classes', async () => {
  const { studio, state } = await startStudio();
  const one = archive('anna.zip', { 'cats/1.jpg': 'red 1', 'dogs/1.jpg': 'blue 1' });
  const two = archive('ben.zip', { 'cats/1.jpg': 'red 2', 'birds/1.jpg': 'green 1' });
  await studio.importFiles([one, two], null);
  expect(countImages(state())).toEqual({ cats: [2, 0], dogs: [1, 0], birds: [1, 0] });
});

test('a table that is not ours is named', async () => {
  const { studio, state } = await startStudio();
  await studio.importFiles([archive('set.zip', { 'labels.csv': 'id,label', 'cats/1.jpg': 'red 1' })], null);
  expect(state().problems).toMatchObject([{ file: 'labels.csv', failure: { kind: 'path-without-class' } }]);
});
