import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyCardFields } from '../../../src/core/export/model-card/card-fields.ts';
import {
  readProjectEmbeddings,
  writeProjectEmbeddings,
} from '../../../src/core/project/project-embeddings.ts';
import type { ProjectEntry } from '../../../src/core/project/project-entry.ts';
import {
  type Project,
  projectLimits,
  projectPaths,
  projectVersion,
  runFolder,
} from '../../../src/core/project/project-file.ts';
import { readProject } from '../../../src/core/project/read-project.ts';
import { readProjectModel } from '../../../src/core/project/read-project-model.ts';
import { writeProject } from '../../../src/core/project/write-project.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';
import { anyEmbeddings, anyProject } from './project-arbitrary.ts';

const emptyProject: Project = {
  name: 'Pets',
  createdAt: '2026-01-02T03:04:05.000Z',
  classes: [
    { id: 'c1', name: 'cat', colour: 0, disabled: false },
    { id: 'c2', name: 'dog', colour: 3, disabled: true },
  ],
  samples: [],
  settings: defaultTrainingSettings,
  inputSize: 160,
  model: null,
  remarks: [],
  dismissedFindings: [],
  runs: [],
  cardFields: emptyCardFields,
};

const sample = {
  id: 's1',
  classId: 'c1',
  file: 'cats/1.JPG',
  assignedSet: 'training',
  pinnedSet: null,
  burstId: 'b1',
  disabled: false,
  imageHash: 'a'.repeat(64),
} as const;

function textOf(entries: readonly ProjectEntry[], path: string): string {
  return new TextDecoder().decode(entries.find((entry) => entry.path === path)?.bytes);
}

function bytesOf(entries: readonly ProjectEntry[], path: string): ArrayBuffer | null {
  return entries.find((entry) => entry.path === path)?.bytes.slice().buffer ?? null;
}

/** The manifest of a project with other values in it. */
function changed(change: Readonly<Record<string, unknown>>, project: Project = emptyProject): string {
  const { entries } = writeProject(project, '1.0.0');
  return JSON.stringify({ ...JSON.parse(textOf(entries, projectPaths.project)), ...change });
}

const noPause = async () => {};

async function read(json: string) {
  const project = await readProject(json, noPause);
  if (isFailure(project)) throw new Error(`not read: ${project.kind}`);
  return project;
}

describe('a project that is written and read', () => {
  test('is the same, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(anyProject, async (project) => {
        const { entries, images } = writeProject(project, '1.0.0');
        const { model, runs, ...plain } = project;
        const back = await read(textOf(entries, projectPaths.project));
        expect(back.project).toEqual(plain);
        expect(back.leftOut).toEqual([]);
        expect(back.hasModel).toBe(model !== null);
        for (const { id, imageHash } of project.samples) {
          const path = back.imagePaths.get(id);
          const image = images.find((each) => each.path === path);
          const shown = project.samples.find((each) => each.id === image?.sampleId);
          if (imageHash === null) expect(shown?.id).toBe(id);
          else expect(shown?.imageHash).toBe(imageHash);
        }
        expect(back.runs).toEqual(runs.map(({ model: _, ...run }) => ({ ...run, inUse: false })));
        for (const run of runs) {
          const folder = runFolder(run.number);
          const runBack = readProjectModel(textOf(entries, `${folder}${projectPaths.model}`), (path) =>
            bytesOf(entries, `${folder}${path}`),
          );
          expect(runBack).toEqual(run.model);
        }
        if (model === null) return;
        const modelBack = readProjectModel(textOf(entries, projectPaths.model), (path) =>
          bytesOf(entries, path),
        );
        expect(modelBack).toEqual(model);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('keeps its embeddings', () => {
    fc.assert(
      fc.property(anyEmbeddings, (embeddings) => {
        const entries = writeProjectEmbeddings(embeddings);
        const pictures = embeddings.images.reduce((sum, { thumbnailBytes }) => sum + thumbnailBytes, 0);
        const json = textOf(entries, projectPaths.embeddings);
        const rows = bytesOf(entries, projectPaths.rows) as ArrayBuffer;
        const miniatures = bytesOf(entries, projectPaths.miniatures) as ArrayBuffer;
        expect(readProjectEmbeddings(json, rows, miniatures, pictures)).toEqual(embeddings);
        expect(readProjectEmbeddings(json, rows, miniatures, pictures + 1)).toBeNull();
        expect(readProjectEmbeddings(json, rows, new ArrayBuffer(1), pictures)).toBeNull();
        const infinite = new Uint16Array(rows.slice(0)).fill(0x7c00);
        if (infinite.length > 0) {
          expect(readProjectEmbeddings(json, infinite.buffer, miniatures, pictures)).toBeNull();
        }
      }),
      { seed: 2 },
    );
  });

  test('has each image once, under a plain name with the ending of the first', () => {
    const samples = [
      sample,
      { ...sample, id: 's2', classId: 'c2', file: 'copy.png' },
      { ...sample, id: 's3', file: '../../<b>.exe\u202E/..', imageHash: null },
    ];
    expect(writeProject({ ...emptyProject, samples }, '1.0.0').images).toEqual([
      { path: 'images/00001.jpg', sampleId: 's1' },
      { path: 'images/00002', sampleId: 's3' },
    ]);
  });
});

describe('a project from outside', () => {
  test.each([
    ['no JSON', '{"format":'],
    ['another JSON', '{"format":"graft-report","version":1}'],
    ['a list', '[]'],
    ['a version that is none', changed({ version: 'x' })],
    ['a version before the first', changed({ version: 0 })],
    ['braces without end', '['.repeat(200_000)],
    [
      'far more than any project holds',
      changed({}).replace('"samples":[', `"samples":[${'{},'.repeat(1_300_000)}{}`),
    ],
  ])('that is %s is none', async (_, json) => {
    expect(await readProject(json, noPause)).toEqual({ kind: 'project-unreadable' });
  });

  test('of a newer version is refused, and says so', async () => {
    expect(await readProject(changed({ version: projectVersion + 1 }), noPause)).toEqual({
      kind: 'project-newer',
      version: projectVersion + 1,
      knownVersion: projectVersion,
    });
  });

  test('of the first version, which knew neither remarks nor dismissed findings nor model cards, is whole', async () => {
    const { remarks, dismissedFindings, cardFields, ...rest } = JSON.parse(changed({ version: 1 }));
    const { model, runs, ...project } = emptyProject;
    expect(await read(JSON.stringify(rest))).toMatchObject({ project, runs });
  });

  test('has no remarks or dismissed findings that make no sense', async () => {
    const remarks = [
      { sampleId: 's1', remark: { kind: 'cut-off', readFraction: 2 } },
      { sampleId: 7, remark: { kind: 'animated' } },
      { sampleId: 's1', remark: { kind: '<b>' } },
      null,
      { sampleId: 's1', remark: { kind: 'cut-off', readFraction: null } },
    ];
    const { project } = await read(
      changed({ remarks, dismissedFindings: [1, 'x'.repeat(200), 'dark s1', {}] }),
    );
    expect(project.remarks).toEqual([remarks[4]]);
    expect(project.dismissedFindings).toEqual(['dark s1']);
    expect((await read(changed({ remarks: 'x', dismissedFindings: null }))).project).toMatchObject({
      remarks: [],
      dismissedFindings: [],
    });
  });

  test('states for its model card what is a text, as far as a card takes it', async () => {
    const cardFields = { maker: 'x'.repeat(3000), intendedUse: 7, imageOrigin: 'My own', other: 'y' };
    expect((await read(changed({ cardFields }))).project.cardFields).toEqual({
      ...emptyCardFields,
      maker: 'x'.repeat(2000),
      imageOrigin: 'My own',
    });
    expect((await read(changed({ cardFields: null }))).project.cardFields).toEqual(emptyCardFields);
  });

  test('of an older version goes through every migration after it', async () => {
    const trail: string[] = [];
    const back = await readProject(changed({ version: 2, name: 'old' }), noPause, [
      () => ({}),
      (manifest) => {
        trail.push('2 to 3');
        return { ...manifest, name: `${manifest.name} 3` };
      },
      (manifest) => {
        trail.push('3 to 4');
        return { ...manifest, name: `${manifest.name} 4` };
      },
    ]);
    expect(trail).toEqual(['2 to 3', '3 to 4']);
    expect(back).toMatchObject({ project: { name: 'old 3 4' } });
  });

  test('cannot reach the objects of the page', async () => {
    const json = changed({}).replace(
      '{',
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
    );
    const { project } = await read(
      json.replace('"settings":{', '"settings":{"__proto__":{"polluted":true},'),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((project.settings as { polluted?: boolean }).polluted).toBeUndefined();
    expect(project.settings).toEqual(defaultTrainingSettings);
    expect(Object.keys(project.settings)).toEqual(Object.keys(defaultTrainingSettings));
  });

  test('gets defaults for settings that make no sense', async () => {
    const settings = { epochs: 1e9, batchSize: '32', learningRate: null, seed: 7, refit: 'yes' };
    expect((await read(changed({ settings }))).project.settings).toEqual({
      ...defaultTrainingSettings,
      seed: 7,
    });
    expect((await read(changed({ settings: 5 }))).project.settings).toEqual(defaultTrainingSettings);
  });

  test('has clean names of bounded length', async () => {
    const classes = [
      {
        id: 'c1',
        name: `<img src=x onerror=alert(1)>\u202E${'x'.repeat(10_000)}`,
        colour: -1,
        disabled: 'no',
      },
      { id: 'c2', name: '\u200B', colour: 1e9 },
      { id: 'c1', name: 'the same id again' },
      { id: 5, name: 'an id that is none' },
      null,
    ];
    const { project } = await read(changed({ classes, name: ' \u202Ea\n b ' }));
    expect(project.name).toBe('a b');
    expect(project.classes).toEqual([
      {
        id: 'c1',
        name: expect.stringMatching(/^<img src=x onerror=alert\(1\)>x+$/),
        colour: 0,
        disabled: false,
      },
      { id: 'c2', name: '', colour: 0, disabled: false },
    ]);
    expect(project.classes[0]?.name.length).toBe(200);
  });

  test('lists images that it describes wrongly, and keeps the others', async () => {
    const odd = [
      sample,
      { ...sample, id: 's2', classId: 'nobody', file: 'lost.jpg' },
      { ...sample, id: 's3', imageHash: 'xyz', file: 'f'.repeat(20_000) },
      { ...sample, id: 's4', pinnedSet: 'all' },
      'text',
      { ...sample, id: 's1', file: 'same id.jpg' },
    ].map((each) => (typeof each === 'string' ? each : { image: 'images/1.jpg', ...each }));
    const { project, leftOut, imagePaths } = await read(changed({ samples: odd }));
    expect(project.samples.map(({ id, file }) => [id, file])).toEqual([
      ['s1', 'cats/1.JPG'],
      ['s1 (2)', 'same id.jpg'],
    ]);
    expect([...imagePaths.keys()]).toEqual(['s1', 's1 (2)']);
    expect(leftOut.map(({ file }) => file.slice(0, 12))).toEqual([
      'lost.jpg',
      'ffffffffffff',
      'cats/1.JPG',
      '#5',
    ]);
    expect(leftOut.every(({ file }) => file.length <= 1024)).toBe(true);
  });

  test('with more samples than there may be is not walked to its end, and not listed to its end', async () => {
    const samples = Array.from({ length: projectLimits.sampleCount + 5 }, (_, index) =>
      index < projectLimits.sampleCount ? 0 : { image: 'images/1.jpg', ...sample },
    );
    const { project, leftOut, unlistedCount } = await read(changed({ samples }));
    expect(project.samples).toEqual([]);
    expect(leftOut).toHaveLength(projectLimits.listedCount);
    expect(leftOut.length + unlistedCount).toBe(samples.length);
  });

  test('lets others have their turn while it is read', async () => {
    const samples = Array.from({ length: 5000 }, () => ({ image: 'images/1.jpg', ...sample }));
    let pauseCount = 0;
    await readProject(changed({ samples }), async () => {
      pauseCount++;
    });
    expect(pauseCount).toBeGreaterThanOrEqual(5);
  });

  test('of whatever shape is read without a mistake', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), async (classes, samples, settings) => {
        await read(changed({ classes, samples, settings }));
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('a trained model from outside', () => {
  const [written] = fc.sample(
    anyProject.filter(
      ({ model }) => model?.evaluation.validation != null && 'files' in model.evaluation.validation,
    ),
    { seed: 4, numRuns: 1 },
  );
  const { entries } = writeProject(written as Project, '1.0.0');
  const json = textOf(entries, projectPaths.model);
  const described = JSON.parse(json);
  const numbers = (path: string) => bytesOf(entries, path);
  const readChanged = (change: Readonly<Record<string, unknown>>) =>
    readProjectModel(JSON.stringify({ ...described, ...change }), numbers);

  test('is read when nothing is changed', () => {
    expect(readChanged({})).toEqual(written?.model);
  });

  test.each([
    ['no JSON', () => readProjectModel('{', numbers)],
    ['without the numbers of its head', () => readProjectModel(json, () => null)],
    ['with too few numbers', () => readProjectModel(json, (path) => numbers(path)?.slice(4) ?? null)],
    [
      'with numbers that are none',
      () =>
        readProjectModel(json, (path) => {
          const floats = new Float32Array(numbers(path) ?? new ArrayBuffer(0));
          floats[0] = Number.NaN;
          return floats.buffer;
        }),
    ],
    ['of one class', () => readChanged({ head: { ...described.head, classCount: 1 } })],
    ['of classes that repeat', () => readChanged({ classIds: described.classIds.map(() => 'same') })],
    ['of another base', () => readChanged({ baseModel: { ...described.baseModel, embeddingSize: 99 } })],
    ['of an unknown backend', () => readChanged({ backend: '<script>' })],
    [
      'with a name of a class that is not clean',
      () => readChanged({ classNamesAtTraining: described.classIds.map(() => '\u202E') }),
    ],
    [
      'with more samples than columns',
      () => readChanged({ split: { ...described.split, test: ['x', ...described.split.test] } }),
    ],
    ['with a history that is none', () => readChanged({ history: [{ epoch: 1 }] })],
  ])('%s is left out', (_, readOdd) => {
    expect(readOdd()).toBeNull();
  });

  test('with an unknown note is read without it', () => {
    const splitNotes = [{ kind: 'toString' }, { kind: 'validation-empty' }, 5];
    expect(readChanged({ splitNotes })?.splitNotes).toEqual([{ kind: 'validation-empty' }]);
  });

  test('of whatever shape is read or left out without a mistake', () => {
    const keys = Object.keys(described);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        readChanged({ [key]: value });
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
