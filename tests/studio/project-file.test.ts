import { createHash } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { NamedBlob } from '../../src/platform/named-blob.ts';
import type { StudioState } from '../../src/studio/studio-state.ts';
import { countImages, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { otherBase, otherSource } from './support/create-two-base-engine.ts';
import { drawSmall } from './support/plain-engine.ts';
import { startStudio } from './support/start-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

type Started = Awaited<ReturnType<typeof startStudio>>;

/** A studio with all that a project can have. */
async function startTrained() {
  const test = await startStudioWithImages({
    red: texts('red', 8),
    blue: texts('blue', 8),
    '<b>': ['green 1'],
  });
  const { studio, state } = test;
  const [red, blue] = state().classes;
  studio.disableClass(state().classes.find(({ name }) => name === '<b>')?.id ?? '', true);
  studio.recolourClass(red?.id ?? '', 7);
  studio.renameClass(blue?.id ?? '', 'Blau');
  studio.pinSamples([state().samples[0]?.id ?? ''], 'training');
  studio.disableSamples([state().samples[1]?.id ?? ''], true);
  studio.renameProject('My colours');
  studio.changeSettings({ seed: 5 });
  await studio.train();
  return test;
}

async function save({ studio, downloadedBlobs }: Started, withEmbeddings = true): Promise<NamedBlob> {
  await studio.saveProject({ withEmbeddings });
  const file = downloadedBlobs.at(-1);
  if (file === undefined) throw new Error('nothing was saved');
  return file;
}

/** A saved file with other things in it; null takes an entry out. */
async function change(
  { path, blob }: NamedBlob,
  entries: Readonly<Record<string, string | Uint8Array<ArrayBuffer> | null | ((text: string) => string)>>,
): Promise<NamedBlob> {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  for (const [name, content] of Object.entries(entries)) {
    const text = new TextDecoder().decode(files[name]);
    const made = typeof content === 'function' ? content(text) : content;
    if (made === null) delete files[name];
    else files[name] = typeof made === 'string' ? new TextEncoder().encode(made) : made;
  }
  return { path, blob: new Blob([zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>]) };
}

/** The small pictures of a saved file, with another one in the place of the first. */
async function withFirst({ blob }: NamedBlob, picture: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const { images } = JSON.parse(new TextDecoder().decode(files['embeddings/embeddings.json']));
  const rest = files['embeddings/thumbnails.bin']?.slice(images[0].thumbnailBytes) as Uint8Array<ArrayBuffer>;
  return new Uint8Array(await new Blob([picture, rest]).arrayBuffer());
}

/** All that a person sees of a project, with names instead of ids. */
async function describeProject({ classes, samples, settings, project, model }: StudioState) {
  const className = (id: string) => classes.find((each) => each.id === id)?.name;
  const place = new Map(samples.map(({ id }, index) => [id, index]));
  const describeSet = (ids: readonly string[]) => ids.map((id) => place.get(id));
  return {
    name: project.name,
    settings,
    classes: classes.map(({ name, colour, disabled }) => ({ name, colour, disabled })),
    samples: await Promise.all(
      samples.map(
        async ({ image, classId, file, assignedSet, pinnedSet, disabled, burstId, state, imageHash }) => ({
          text: await image.text(),
          className: className(classId),
          burst: burstId !== null,
          ...{ file, assignedSet, pinnedSet, disabled, state, imageHash },
        }),
      ),
    ),
    model: model && {
      ...model,
      classIds: model.classIds.map(className),
      split: Object.values(model.split).map(describeSet),
      splitNotes: model.splitNotes.map((note) => ('classId' in note ? className(note.classId) : note)),
      evaluation: Object.values(model.evaluation).map(
        (outcome) =>
          outcome && 'sampleIds' in outcome && { ...outcome, sampleIds: describeSet(outcome.sampleIds) },
      ),
    },
  };
}

async function predict({ studio, state }: Started): Promise<unknown> {
  await studio.predictFile(textFile('new.png', 'blue 99'));
  const { prediction, classes } = state();
  if (prediction?.phase !== 'done') throw new Error('no prediction');
  return prediction.entries.map(({ classId, confidence }) => [
    classes.find(({ id }) => id === classId)?.name,
    confidence,
  ]);
}

const problemsOf = ({ state }: Started) => state().problems.map(({ file, failure }) => [file, failure.kind]);

describe('a project that is saved and opened in an empty studio', () => {
  test('is the same, predicts the same, and embeds nothing', async () => {
    const first = await startTrained();
    const file = await save(first);
    expect(file.path).toBe('My colours.graft');
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(problemsOf(second)).toEqual([]);
    expect(await describeProject(second.state())).toEqual(await describeProject(first.state()));
    expect(await predict(second)).toEqual(await predict(first));
    expect(second.engine.embedded).toEqual([]);
    expect(second.state().undoable).toBeNull();
    expect(second.said.some((sentence) => sentence.startsWith('17 images ready in 3 classes'))).toBe(true);
  });

  test('without embeddings is the same once it is embedded again', async () => {
    const first = await startTrained();
    const file = await save(first, false);
    expect(file.blob.size).toBeLessThan((await save(first, true)).blob.size);
    const second = await startStudio();
    await second.studio.importFiles([file], null);
    expect(await describeProject(second.state())).toEqual(await describeProject(first.state()));
    expect(await predict(second)).toEqual(await predict(first));
    expect(second.engine.embedded.length).toBe(17);
  });

  test('is there on the next visit, and embeds nothing then either', async () => {
    const file = await save(await startTrained());
    const second = await startStudio();
    await second.studio.openLastProject();
    await second.studio.importFiles([file], null);
    const opened = await describeProject(second.state());
    const { id } = second.state().project;
    await second.studio.createProject();
    expect(await second.studio.openProject(id)).toBeNull();
    expect(await describeProject(second.state())).toEqual(opened);
    expect(second.engine.embedded).toEqual([]);
  });

  test('is known under a name that a system gave it, by a drop as by the picker', async () => {
    const { blob } = await save(await startTrained());
    const second = await startStudio();
    await second.studio.receiveDrop(async () => [{ path: 'My colours.graft.zip', blob }], null);
    expect(second.state().project.name).toBe('My colours');
    expect(second.state().model).not.toBeNull();
  });

  test('can be stopped, and then nothing of it is there', async () => {
    const file = await save(await startTrained());
    const second = await startStudio({
      readZip: async (_, takeEntry) => {
        second.studio.stopImport();
        await takeEntry({ path: 'project.json', blob: new Blob(['{}']) });
        return null;
      },
    });
    await second.studio.importFiles([file], null);
    expect(second.state().samples).toEqual([]);
    expect(problemsOf(second)).toEqual([['My colours.graft', 'import-stopped']]);
  });
});

describe('a stop while the images of a project come in', () => {
  const many = { red: texts('red', 100) };

  /** Stops as soon as the first images are in. */
  function stopAtFirst({ studio, state }: Started): void {
    const before = state().samples.length;
    const unsubscribe = studio.store.subscribe(({ samples }) => {
      if (samples.length === before) return;
      unsubscribe();
      studio.stopImport();
    });
  }

  test('keeps those that are in, and says how many', async () => {
    const file = await save(await startStudioWithImages(many));
    const second = await startStudio();
    stopAtFirst(second);
    await second.studio.importFiles([file], null);
    expect(second.state().samples).toHaveLength(64);
    expect(second.state().problems).toMatchObject([
      { file: file.path, failure: { kind: 'import-stopped', readCount: 64 } },
    ]);
    await second.studio.importFiles([file], null);
    await second.studio.settleOffer('add');
    expect(second.state().samples).toHaveLength(100);
  });

  test('does the same where they are added to others', async () => {
    const file = await save(await startStudioWithImages(many));
    const second = await startStudioWithImages({ blue: ['blue 1'] });
    await second.studio.importFiles([file], null);
    stopAtFirst(second);
    await second.studio.settleOffer('add');
    expect(second.state().samples).toHaveLength(65);
    expect(second.state().problems).toMatchObject([
      { file: file.path, failure: { kind: 'import-stopped', readCount: 64 } },
    ]);
  });
});

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
        change(file, { 'project.json': (text) => text.replace('"version": 1', '"version": 99') }),
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

describe('project files that come to other work', () => {
  test('wait for a word, and are left when that is the word', async () => {
    const file = await save(await startTrained());
    const second = await startStudioWithImages({ red: texts('red', 2) });
    await second.studio.importFiles([file], null);
    expect(second.state().offeredProjects).toEqual({ files: [file], failure: null });
    expect(second.said.at(-1)).toContain('“My colours.graft” is a project');
    await second.studio.settleOffer('leave');
    expect(second.state().offeredProjects).toBeNull();
    expect(countImages(second.state())).toEqual({ red: [2, 0] });
  });

  test('are added: classes are joined by name, each image comes once, settings and model stay', async () => {
    const first = await startTrained();
    const file = await save(first);
    const second = await startStudioWithImages({
      RED: ['red 1', 'red 77', 'red 2'],
      other: ['blue 5', 'blue 6'],
    });
    await second.studio.train();
    const { settings, model, project } = second.state();
    const before = { classes: second.state().classes, samples: second.state().samples };
    await second.studio.importFiles([file], null);
    await second.studio.settleOffer('add');
    expect(countImages(second.state())).toEqual({ RED: [9, 0], other: [2, 0], Blau: [8, 0], '<b>': [1, 0] });
    expect(second.said.at(-1)).toContain('2 images were in their classes already and were not added again');
    expect(second.state()).toMatchObject({ settings, model, project });
    expect(second.state().classes.find(({ name }) => name === '<b>')?.disabled).toBe(true);
    expect(second.engine.embedded.filter((text) => text === 'red 3')).toEqual([]);
    second.studio.undo();
    expect({ classes: second.state().classes, samples: second.state().samples }).toEqual(before);
  });

  test('of several students and a ZIP become one, taken back as one', async () => {
    const students = [
      { cat: ['red 1', 'red 2'], dog: ['blue 1'] },
      { Cat: ['red 2', 'red 3'], bird: ['green 1'] },
    ];
    const files: NamedBlob[] = [];
    for (const [index, classes] of students.entries()) {
      const studio = await startStudioWithImages(classes);
      files.push({ ...(await save(studio)), path: `student ${index}.graft` });
    }
    const teacher = await startStudioWithImages({ cat: ['red 9'] });
    await teacher.studio.importFiles([...files, zipFile('third.zip', { dog: ['blue 2'] })], null);
    await teacher.studio.settleOffer('add');
    expect(countImages(teacher.state())).toEqual({ cat: [4, 0], dog: [2, 0], bird: [1, 0] });
    teacher.studio.undo();
    expect(countImages(teacher.state())).toEqual({ cat: [1, 0], dog: [1, 0] });
    const empty = await startStudio();
    await empty.studio.importFiles(files, null);
    expect(countImages(empty.state())).toEqual({ cat: [3, 0], dog: [1, 0], bird: [1, 0] });
  });

  test('one after the other wait for one word', async () => {
    const files: NamedBlob[] = [];
    for (const [name, text] of Object.entries({ a: 'red 1', b: 'blue 1' })) {
      const studio = await startStudioWithImages({ [name]: [text] });
      files.push({ ...(await save(studio)), path: `${name}.graft` });
    }
    const second = await startStudioWithImages({ c: ['green 1'] });
    for (const file of files) await second.studio.importFiles([file], null);
    expect(second.state().offeredProjects).toEqual({ files, failure: null });
    await second.studio.settleOffer('add');
    expect(countImages(second.state())).toEqual({ a: [1, 0], b: [1, 0], c: [1, 0] });
  });

  test('are opened as a project of their own, and the other one is kept', async () => {
    const first = await startTrained();
    const file = await save(first);
    const second = await startStudio();
    await second.studio.openLastProject();
    await second.studio.importFiles([zipFile('set.zip', { red: texts('red', 2) })], null);
    const { id } = second.state().project;
    await second.studio.importFiles([file], null);
    await second.studio.settleOffer('open');
    expect(await describeProject(second.state())).toEqual(await describeProject(first.state()));
    expect(await second.studio.openProject(id)).toBeNull();
    expect(countImages(second.state())).toEqual({ red: [2, 0] });
  });

  test('are embedded anew where another base model runs', async () => {
    const file = await save(await startTrained());
    const second = await startStudio();
    second.engine.hooks.onStart = async () => ({ backend: 'wasm', reports: [], baseModel: otherBase });
    await second.studio.chooseBaseModel(otherSource);
    await second.studio.importFiles([file], null);
    expect(second.engine.embedded.length).toBe(17);
    expect(second.state().model).not.toBeNull();
    // What the file brought of its own base model is there on a return to it.
    second.engine.hooks.onStart = async () => null;
    await second.studio.chooseBaseModel({ kind: 'built-in' });
    await second.studio.continueImport();
    expect(second.state().samples.every(({ state }) => state === 'ready')).toBe(true);
    expect(second.engine.embedded.length).toBe(17);
  });
});
