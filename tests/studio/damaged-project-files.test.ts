import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { NamedBlob } from '../../src/platform/named-blob.ts';
import { countImages, textFile, zipFile } from './support/create-test-studio.ts';
import { drawSmall } from './support/plain-images.ts';
import { change, predict, problemsOf, save, startTrained, withFirst } from './support/saved-projects.ts';
import { startStudio } from './support/start-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

describe('a project file that is not as it should be', () => {
  test.each([
    ['no ZIP', async (_: NamedBlob) => textFile('x.graft', 'hello'), 'project-unreadable'],
    [
      'without its description',
      (file: NamedBlob) => change(file, { 'project.json': null }),
      'project-unreadable',
    ],
    [
      'of another program',
      (file: NamedBlob) => change(file, { 'project.json': '{"a":1}' }),
      'project-unreadable',
    ],
    [
      'of a newer version',
      (file: NamedBlob) =>
        change(file, { 'project.json': (text) => text.replace(/"version": \d+/, '"version": 99') }),
      'project-newer',
    ],
  ])('%s is refused with a sentence, and nothing changes', async (_, spoil, kind) => {
    const file = await spoil(await save(await startTrained()));
    const second = await startStudio();
    const before = second.state();
    await second.studio.importFiles([file], null);
    expect(problemsOf(second)).toEqual([[file.path, kind]]);
    expect(second.said.at(-1)).toContain('nothing changed');
    const { classes, samples, settings, model, project } = second.state();
    expect({ classes, samples, settings, model, project }).toEqual({
      classes: [],
      samples: [],
      settings: before.settings,
      model: null,
      project: before.project,
    });
    // The studio lives.
    await second.studio.importFiles([zipFile('set.zip', { a: ['red 1'], b: ['blue 1'] })], null);
    expect(countImages(second.state())).toEqual({ a: [1, 0], b: [1, 0] });
  });

  test('with images missing opens without them, and names them', async () => {
    const first = await startTrained();
    const saved = await save(first);
    const file = await change(saved, { 'images/00002.png': null, 'images/00005.png': null });
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    const missing = [1, 4].map((index) => first.state().samples[index]?.file);
    expect(problemsOf(second)).toEqual(missing.map((name) => [name, 'project-image-missing']));
    expect(second.state().samples.length).toBe(15);
    expect(await predict(second)).toEqual(await predict(first));
    expect(second.engine.embedded).toEqual([]);
  });

  test('with names that are too long cuts them, and says so, opened or added', async () => {
    const saved = await save(await startStudioWithImages({ red: ['red 1', 'red 2'], blue: ['blue 1'] }));
    const [className, fileName] = ['x'.repeat(201), 'f'.repeat(1025)];
    const file = await change(saved, {
      'project.json': (text) => {
        const { classes, samples, ...rest } = JSON.parse(text);
        for (const each of samples.slice(0, 2)) each.file = fileName;
        classes.find(({ name }: { name: string }) => name === 'red').name = className;
        // A class without images comes in only where the project is opened.
        classes.push({ ...classes[0], id: 'empty', name: className.replace('x', 'y') });
        return JSON.stringify({ ...rest, classes, samples });
      },
    });
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(second.state().classes.map(({ name }) => name)).toContain(className.slice(1));
    expect(second.state().samples[0]?.file).toBe(fileName.slice(1));
    expect(second.said.at(-1)).toBe(
      '3 images ready in 2 classes. 2 class names were longer than 200 characters and cut there. 2 file names were longer than 1,024 characters and cut there.',
    );
    const third = await startStudioWithImages({ green: ['green 1'] });
    await third.studio.importFiles([file], null);
    await third.studio.settleOffer('add');
    expect(third.said.at(-1)).toBe(
      '3 images ready in 2 classes. 1 class name was longer than 200 characters and cut there. 2 file names were longer than 1,024 characters and cut there.',
    );
  });

  test('with very many images missing names the first, and counts the others', async () => {
    const saved = await save(await startStudioWithImages({ red: ['red 1'] }));
    const file = await change(saved, {
      'project.json': (text) => {
        const manifest = JSON.parse(text);
        const [sample] = manifest.samples;
        const missing = Array.from({ length: 1500 }, (_, index) => ({
          ...sample,
          id: `${index}`,
          image: 'none',
        }));
        return JSON.stringify({ ...manifest, samples: [sample, ...missing] });
      },
    });
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    const { problems } = second.state();
    const listed = problems.length - 1;
    expect(listed).toBeLessThan(1100);
    expect(problems.at(-1)).toMatchObject({
      file: file.path,
      failure: { kind: 'project-more-left-out', imageCount: 1500 - listed },
    });
    expect(second.said.at(-1)).toContain('1500 files left out');
    expect(countImages(second.state())).toEqual({ red: [1, 0] });
  });

  test('that was cut short opens as far as it goes', async () => {
    const first = await startTrained();
    const { path, blob } = await save(first);
    const second = await startStudio();
    await second.studio.importFiles([{ path, blob: blob.slice(0, blob.size - 1700) }], null);
    const { samples, model } = second.state();
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.length).toBeLessThan(17);
    expect(model).not.toBeNull();
    const problems = problemsOf(second);
    expect(problems[0]).toEqual([path, 'project-cut-short']);
    expect(problems.length - 1).toBe(17 - samples.length);
    expect(problems.slice(1).every(([, kind]) => kind === 'project-image-missing')).toBe(true);
    expect(await predict(second)).toEqual(await predict(first));
  });

  test('with a damaged model or embeddings opens without them, and says so', async () => {
    const saved = await save(await startTrained());
    const file = await change(saved, { 'model/head.bin': 'abcd', 'embeddings/rows.bin': 'x' });
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(problemsOf(second)).toEqual([
      [file.path, 'project-model-damaged'],
      [file.path, 'project-embeddings-damaged'],
    ]);
    expect(second.state().model).toBeNull();
    expect(second.state().samples.every(({ state }) => state === 'ready')).toBe(true);
    expect(second.engine.embedded.length).toBe(17);
  });

  test.each([
    ['cut short', { 'model/tuned-layers.bin': 'abcd' }],
    [
      'not finite',
      { 'model/tuned-layers.bin': new Uint8Array(new Float32Array(60).fill(Number.NaN).buffer) },
    ],
    [
      'said to be others',
      { 'model/model.json': (text: string) => text.replace('"kernelLength": 40', '"kernelLength": 41') },
    ],
    [
      'said to be none',
      { 'model/model.json': (text: string) => text.replace(/"tunedLayers": \[.*?\]/s, '"tunedLayers": []') },
    ],
  ])(
    'with tuned layers that are %s opens without the model, whose head would be wrong',
    async (_, damage) => {
      const first = await startStudioWithImages();
      first.studio.changeSettings({ tunedBlockCount: 1, tuningEpochs: 1 });
      await first.studio.train();
      const saved = await save(first);
      const whole = await startStudio();
      await whole.studio.importFiles([saved], null);
      expect(whole.state().model?.tunedLayers).toEqual(first.state().model?.tunedLayers);
      expect(await predict(whole)).toEqual(await predict(first));

      const file = await change(saved, damage);
      const second = await startStudio();
      await second.studio.importFiles([file], null);
      expect(problemsOf(second)).toEqual([[file.path, 'project-model-damaged']]);
      expect(second.state().model).toBeNull();
      expect(second.state().samples).toHaveLength(20);
    },
  );

  test.each([
    ['of many pixels', async () => drawSmall('bomb', 20_000, 20_000)],
    ['of no pixels', async () => drawSmall('none', 0, 128)],
    ['of another format', async () => new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'x'])],
    ['of many bytes', async () => drawSmall('x'.repeat(300_000))],
  ])('with a small picture %s looks at the images anew', async (_, draw) => {
    const saved = await save(await startStudioWithImages({ red: ['red 1', 'red 2'] }));
    const bomb = await draw();
    const file = await change(saved, {
      'embeddings/embeddings.json': (text) =>
        text.replace(/"thumbnailBytes": \d+/, `"thumbnailBytes": ${bomb.size}`),
      'embeddings/thumbnails.bin': await withFirst(saved, bomb),
    });
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(problemsOf(second)).toEqual([[file.path, 'project-embeddings-damaged']]);
    expect(second.engine.embedded).toEqual(['red 1', 'red 2']);
    for (const { thumbnail } of second.state().samples) {
      expect(await thumbnail?.text()).toMatch(/small red .$/);
    }
  });

  /** Says that its first image is the one of this hash, and has its embedding. */
  const claimHash = (file: NamedBlob, own: string, other: string) => {
    const swap = (text: string) => text.replaceAll(own, other);
    return change(file, { 'project.json': swap, 'embeddings/embeddings.json': swap });
  };

  test.each(['later', 'at the same time'])(
    'lends nothing to an image of a person that comes %s',
    async (time) => {
      const first = await startStudioWithImages({ red: ['red 1', 'red 2'] });
      const own = first.state().samples[0]?.imageHash ?? '';
      const other = createHash('sha256').update('blue 1').digest('hex');
      const file = await claimHash(await save(first), own, other);
      const second = await startStudio();
      const mine = zipFile('set.zip', { blue: ['blue 1'] });
      if (time === 'later') {
        await second.studio.importFiles([file], null);
        await second.studio.importFiles([mine], null);
      } else {
        await Promise.all([second.studio.importFiles([file], null), second.studio.importFiles([mine], null)]);
      }
      expect(countImages(second.state())).toEqual({ red: [2, 0], blue: [1, 0] });
      expect(second.engine.embedded.toSorted()).toEqual(['blue 1', 'red 1']);
      const seen = second.state().samples.map(async ({ image, thumbnail }) => {
        expect(await thumbnail?.text()).toMatch(new RegExp(`small ${await image.text()}$`));
      });
      await Promise.all(seen);
    },
  );

  test('with embeddings of another length than its base model has computes them anew', async () => {
    const file = await change(await save(await startStudioWithImages({ red: ['red 1'] })), {
      'embeddings/embeddings.json': (text) => text.replace('"embeddingSize": 8', '"embeddingSize": 4'),
      'embeddings/rows.bin': '12345678',
    });
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(second.engine.embedded).toEqual(['red 1']);
  });

  test('with lies about its images believes the images', async () => {
    const first = await startTrained();
    const [red, blue] = ['red 1', 'blue 1'].map(
      (text) =>
        first.state().samples.find(({ file }) => file.startsWith(text.split(' ')[0] ?? ''))?.imageHash ?? '',
    );
    const swap = (text: string) =>
      text
        .replaceAll(red ?? '', '?')
        .replaceAll(blue ?? '', red ?? '')
        .replaceAll('?', blue ?? '');
    const file = await change(await save(first), { 'project.json': swap });
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    for (const sample of second.state().samples) {
      const same = first.state().samples.find(({ file }) => file === sample.file);
      expect(sample.imageHash).toBe(same?.imageHash);
    }
  });
});
