import { describe, expect, test } from 'vitest';
import type { NamedBlob } from '../../src/studio/studio.ts';
import { countImages, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { startStudio } from './support/start-studio.ts';

function picture(text: string, path = 'image.png'): NamedBlob {
  return { path, blob: new Blob([text], { type: 'image/png' }) };
}

const pasteOf =
  (...files: readonly NamedBlob[]) =>
  async () =>
    files;

describe('what is pasted', () => {
  test('makes a class before there is one, and the next joins it, each with a name of its own', async () => {
    const { studio, state, said } = await startStudio();
    await studio.receivePaste(pasteOf(picture('1')));
    await studio.receivePaste(pasteOf(picture('2'), picture('3', 'cat.png')));
    expect(countImages(state())).toEqual({ 'Class 1': [3, 0] });
    expect(state().samples.map(({ file }) => file)).toEqual(['pasted-001.png', 'pasted-002.png', 'cat.png']);
    expect(said).toContain('2 images pasted into “Class 1”.');
  });

  test('joins the class that was worked in last', async () => {
    const { studio, state } = await startStudio();
    const cat = studio.addClass();
    const dog = studio.addClass();
    await studio.receivePaste(pasteOf(picture('a dog')));
    await studio.addImages(cat, [textFile('cat.png', 'cat')]);
    await studio.receivePaste(pasteOf(picture('a cat')));
    studio.enterClass(dog);
    await studio.receivePaste(pasteOf(picture('another dog')));
    expect(countImages(state())).toEqual({ 'Class 1': [2, 0], 'Class 2': [2, 0] });

    studio.deleteClass(dog);
    await studio.receivePaste(pasteOf(picture('no dog')));
    expect(countImages(state())).toEqual({ 'Class 1': [2, 0], 'Class 2': [1, 0] });
  });

  test('may be folders or a ZIP: those make classes', async () => {
    const { studio, state } = await startStudio();
    studio.addClass();
    await studio.receivePaste(pasteOf(picture('1', 'pets/cat/1.png'), picture('2', 'pets/dog/1.png')));
    await studio.receivePaste(pasteOf(zipFile('more.zip', { dog: texts('dog', 2) })));
    expect(countImages(state())).toEqual({ 'Class 1': [0, 0], cat: [1, 0], dog: [3, 0] });
  });
});

test('what cannot be taken is listed with the reason, its name cut to a length', async () => {
  const { studio, state } = await startStudio();
  studio.refuseFile(`https://example.org/${'x'.repeat(10_000)}.jpg`, { kind: 'image-elsewhere' });
  expect(state().problems).toMatchObject([{ failure: { kind: 'image-elsewhere' } }]);
  expect(state().problems[0]?.file.length).toBeLessThanOrEqual(120);
  expect(state().announcement).toContain('Graft fetches nothing from there');
});
