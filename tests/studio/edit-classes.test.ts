import { describe, expect, test } from 'vitest';
import { createTestStudio, textFile } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';

const newStudio = () => createTestStudio(createPlainEngine());

describe('classes', () => {
  test('get the first free name', () => {
    const { studio, state } = newStudio();
    studio.addClass();
    const second = studio.addClass();
    studio.addClass();
    studio.renameClass(second, 'cat');
    studio.addClass();
    expect(state().classes.map(({ name }) => name)).toEqual(['Class 1', 'cat', 'Class 3', 'Class 2']);
  });

  test('keep their name when the new one is blank, and say so', () => {
    const { studio, state } = newStudio();
    const id = studio.addClass();
    studio.renameClass(id, ' \u200b\u202e ');
    expect(state().classes[0]?.name).toBe('Class 1');
    expect(state().announcement).toBe('A class needs a name. It is still called “Class 1”.');
  });

  test('may share a name, and say so', () => {
    const { studio, state } = newStudio();
    studio.renameClass(studio.addClass(), 'cat');
    studio.renameClass(studio.addClass(), 'cat');
    expect(state().classes.map(({ name }) => name)).toEqual(['cat', 'cat']);
    expect(state().announcement).toContain('like another class');
  });

  test('have names of 200 characters at most, whatever these are; of longer ones the rest is cut, and that is said', () => {
    const { studio, state } = newStudio();
    const id = studio.addClass();
    const longest = '🦊"/\\'.repeat(50);
    studio.renameClass(id, longest);
    expect(state().classes[0]?.name).toBe(longest);
    expect(state().announcement).toBe(`Class “Class 1” is now called “${longest}”.`);
    studio.renameClass(id, `${'y'.repeat(200)}z`);
    expect(state().classes[0]?.name).toBe('y'.repeat(200));
    expect(state().announcement).toMatch(/A name has 200 characters at most; the rest was cut off\.$/);
  });

  test('take markup as the text it is', () => {
    const { studio, state } = newStudio();
    studio.renameClass(studio.addClass(), '<b onclick=x>cat</b>');
    expect(state().classes[0]?.name).toBe('<b onclick=x>cat</b>');
  });

  test('images for a class that is gone are not lost without a word', async () => {
    const { studio, state } = newStudio();
    const id = studio.addClass();
    studio.deleteClass(id);
    await studio.addImages(id, [textFile('a.png', 'red 1')]);
    expect(state().samples).toEqual([]);
    expect(state().announcement).toBe('1 image was not added: the class has been deleted.');
  });
});
