import { describe, expect, test } from 'vitest';
import type { NamedBlob } from '../../src/studio/studio.ts';
import { countImages, textFile, zipFile } from './support/create-test-studio.ts';
import { startStudio } from './support/start-studio.ts';

const film = (path: string): NamedBlob => ({ path, blob: new Blob(['film'], { type: 'video/mp4' }) });
const image = (path: string): NamedBlob => ({ path, blob: new Blob([path], { type: 'image/png' }) });

describe('a video', () => {
  test('that is added to a class waits, and the images beside it come in at once', async () => {
    const { studio, state } = await startStudio();
    const cat = studio.addClass();
    await studio.addImages(cat, [image('1.png'), film('a.mp4'), film('b.mp4')]);
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0] });
    expect(state().videos.map(({ file, classId }) => [file, classId])).toEqual([
      ['a.mp4', cat],
      ['b.mp4', cat],
    ]);
  });

  test('gives its frames to its class as one burst, other videos as others', async () => {
    const { studio, state } = await startStudio();
    const cat = studio.addClass();
    await studio.addImages(cat, [film('a.mp4'), film('b.mp4')]);
    const [first, second] = state().videos;
    await studio.takeFrames(first?.id ?? '', [textFile('a 1.jpg', 'a1'), textFile('a 2.jpg', 'a2')], null);
    expect(state().videos).toEqual([second]);
    await studio.takeFrames(second?.id ?? '', [textFile('b 1.jpg', 'b1')], null);
    const bursts = state().samples.map(({ burstId }) => burstId);
    expect(bursts[0]).not.toBeNull();
    expect(bursts[1]).toBe(bursts[0]);
    expect(bursts[2]).not.toBe(bursts[0]);
    expect(state().videos).toEqual([]);
  });

  test('that cannot be played is listed; one that nobody wants is not', async () => {
    const { studio, state, said } = await startStudio();
    await studio.addImages(studio.addClass(), [film('a.avi'), film('b.mp4'), film('c.mp4')]);
    const [a, b, c] = state().videos.map(({ id }) => id) as [string, string, string];
    await studio.takeFrames(a, [], { kind: 'video-unplayable', mediaType: 'video/mp4' });
    await studio.takeFrames(b, [], null);
    expect(said.at(-1)).toBe('No frames of b.mp4 were taken. You can add it again.');
    await studio.takeFrames(c, [textFile('c 1.jpg', 'c1')], { kind: 'video-broke-off', frameCount: 1 });
    expect(state().problems.map(({ file, failure }) => [file, failure.kind])).toEqual([
      ['c.mp4', 'video-broke-off'],
      ['a.avi', 'video-unplayable'],
    ]);
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0] });
    expect(said.at(-1)).toBe('1 image ready in 1 class, 1 file left out.');
  });

  test('that nobody wants frames of takes the class with it that was made for it, and no other', async () => {
    const { studio, state } = await startStudio();
    const settle = async (frames: readonly NamedBlob[] = []) =>
      studio.takeFrames(state().videos[0]?.id ?? '', frames, null);
    await studio.receiveDrop(async () => [film('a.mp4')], null);
    await settle();
    expect([state().classes, state().undoable, state().redoable]).toEqual([[], null, null]);

    await studio.receiveDrop(async () => [film('a.mp4'), film('b.mp4')], null);
    await settle();
    expect(countImages(state())).toEqual({ 'Class 1': [0, 0] });
    await settle([textFile('b 1.jpg', 'b1')]);
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0] });

    await studio.receiveDrop(async () => [film('c.mp4')], null);
    studio.renameClass(state().classes[1]?.id ?? '', 'cats');
    await settle();
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0] });
    studio.undo();
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0], cats: [0, 0] });

    await studio.addImages(state().classes[1]?.id ?? '', [film('d.mp4')]);
    await settle();
    expect(countImages(state())).toEqual({ 'Class 1': [1, 0], cats: [0, 0] });
  });

  test('that is dropped alone on the page gets a class', async () => {
    const { studio, state } = await startStudio();
    await studio.receiveDrop(async () => [{ path: 'clip.mkv', blob: new Blob(['film']) }], null);
    expect(countImages(state())).toEqual({ 'Class 1': [0, 0] });
    expect(state().videos).toMatchObject([{ file: 'clip.mkv', classId: state().classes[0]?.id }]);
  });

  test('in a folder or ZIP is listed with what to do, and the images around it come in', async () => {
    const { studio, state } = await startStudio();
    await studio.importFiles(
      [image('pets/cat/1.png'), film('pets/cat/a.mp4'), image('pets/dog/1.png')],
      null,
    );
    expect(countImages(state())).toEqual({ cat: [1, 0], dog: [1, 0] });
    expect(state().problems).toMatchObject([
      { file: 'pets/cat/a.mp4', failure: { kind: 'video-in-import' } },
    ]);

    const { blob } = zipFile('films.zip', { cat: ['film'] });
    await studio.receiveDrop(async () => [film('films/cat/a.mp4'), { path: 'films.zip', blob }], null);
    expect(state().problems[0]).toMatchObject({ file: 'films/cat/a.mp4' });
    expect(state().videos).toEqual([]);
  });

  test('whose class is gone gives nothing, and that is said', async () => {
    const { studio, state, said } = await startStudio();
    const cat = studio.addClass();
    await studio.addImages(cat, [film('a.mp4')]);
    studio.deleteClass(cat);
    await studio.takeFrames(state().videos[0]?.id ?? '', [textFile('a 1.jpg', 'a')], null);
    expect(state().samples).toEqual([]);
    expect(said.at(-1)).toBe('1 image was not added: the class has been deleted.');
  });
});
