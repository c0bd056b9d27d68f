import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { countImages, createTestStudio, texts } from './support/create-test-studio.ts';
import { createPlainEngine } from './support/plain-engine.ts';
import { startStudio } from './support/start-studio.ts';
import { startStudioWithImages } from './support/start-studio-with-images.ts';

async function unzip(blob: Blob | undefined) {
  const files = unzipSync(new Uint8Array((await blob?.arrayBuffer()) ?? []));
  return new Map(Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}

describe('the data set of a studio', () => {
  test('is a ZIP of class folders with the original bytes and a table of labels', async () => {
    const { studio, state, downloadedBlobs, said } = await startStudioWithImages({
      red: texts('red', 2),
      'blue/ish?': texts('blue', 1),
    });
    studio.disableSamples([state().samples[0]?.id ?? ''], true);
    await studio.downloadDataSet();
    const [zip] = downloadedBlobs;
    expect(zip?.path).toMatch(/^graft-data-set-.*\.zip$/);
    const files = await unzip(zip?.blob);
    expect([...files.keys()]).toEqual(['labels.csv', 'red/0.png', 'red/1.png', 'blue/0.png']);
    expect(files.get('red/1.png')).toBe('red 2');
    expect(files.get('labels.csv')?.split('\r\n')[1]).toMatch(/,yes$/);
    expect(state().exporting).toMatchObject({ phase: 'done', format: 'data-set', leftOut: [] });
    expect(said.at(-1)).toMatch(/^graft-data-set-.*\.zip downloaded, \d+ bytes\.$/);
  });

  test('says which images could not be read any more, and holds the others', async () => {
    const { studio, state, downloadedBlobs, said } = await startStudioWithImages();
    const gone = new Blob(['gone']);
    gone.arrayBuffer = () => Promise.reject(new DOMException('moved', 'NotReadableError'));
    await studio.addImages(state().classes[0]?.id ?? '', [{ path: 'gone.png', blob: gone }]);
    studio.store.setState(({ samples }) => ({
      samples: samples.map((sample, index) =>
        index === 3 ? { ...sample, image: gone, file: 'gone.png' } : sample,
      ),
    }));
    await studio.downloadDataSet();
    expect((await unzip(downloadedBlobs[0]?.blob)).size).toBe(
      1 + state().samples.filter(({ image }) => image !== gone).length,
    );
    expect(said.at(-1)).toContain('could not be read any more');
    expect(said.at(-1)).toContain('gone.png');
  });

  test('of nothing is refused', async () => {
    const { studio, state, downloadedBlobs } = createTestStudio(createPlainEngine());
    await studio.downloadDataSet();
    expect(downloadedBlobs).toEqual([]);
    expect(state().exporting).toMatchObject({ phase: 'failed', failure: { kind: 'nothing-to-save' } });
  });

  test('brings names, classes and what was left out back, which folders cannot tell', async () => {
    const first = await startStudioWithImages({
      red: texts('red', 3),
      'blue/ish?': texts('blue', 2),
      old: texts('old', 2),
    });
    first.studio.disableSamples([first.state().samples[1]?.id ?? ''], true);
    first.studio.pinSamples([first.state().samples[0]?.id ?? ''], 'test');
    first.studio.pinSamples([first.state().samples[4]?.id ?? ''], 'validation');
    const old = first.state().classes.find(({ name }) => name === 'old');
    first.studio.disableClass(old?.id ?? '', true);
    await first.studio.downloadDataSet();
    const second = await startStudio();
    await second.studio.importFiles(first.downloadedBlobs, null);
    const describeAll = ({ state }: typeof first) =>
      state()
        .samples.map(({ classId, file, assignedSet, pinnedSet, disabled }) => {
          const found = state().classes.find(({ id }) => id === classId);
          return {
            className: found?.name,
            file,
            set: pinnedSet ?? assignedSet ?? 'training',
            disabled: disabled || found?.disabled,
          };
        })
        .sort((a, b) => (a.file < b.file ? -1 : 1));
    expect(describeAll(second)).toEqual(describeAll(first));
    expect(second.state().problems).toEqual([]);
  });

  test('is read from a folder, too, and after its table was edited', async () => {
    const { studio, state } = await startStudio();
    const table = 'path,file,class,set,disabled\nred/1.png,1.png,green,,no\n';
    await studio.importFiles(
      [
        { path: 'set/labels.csv', blob: new Blob([table]) },
        { path: 'set/red/1.png', blob: new Blob(['red 1']) },
        { path: 'set/red/2.png', blob: new Blob(['red 2']) },
      ],
      null,
    );
    expect(countImages(state())).toEqual({ green: [1, 0], red: [1, 0] });
    expect(state().problems).toEqual([]);
  });

  test('has the same classes and sets when it is imported again', async () => {
    const first = await startStudioWithImages({ red: texts('red', 10), blue: texts('blue', 7) });
    await first.studio.train();
    await first.studio.downloadDataSet();
    const zip = first.downloadedBlobs[0];
    if (zip === undefined) throw new Error('no download');
    const second = await startStudio();
    await second.studio.importFiles([zip], null);
    expect(second.state().problems).toEqual([]);
    expect(countImages(second.state())).toEqual(countImages(first.state()));
    const setsOf = async ({ state }: typeof first) => {
      const { samples, classes } = state();
      const { split } = first.state().model ?? { split: null };
      const rows = samples.map(async (sample) => {
        const className = classes.find(({ id }) => id === sample.classId)?.name;
        const set =
          state === first.state
            ? split?.validation.includes(sample.id)
              ? 'validation'
              : 'training'
            : sample.assignedSet;
        return `${await sample.image.text()} ${className} ${set}`;
      });
      return (await Promise.all(rows)).sort();
    };
    expect(await setsOf(second)).toEqual(await setsOf(first));
  });
});
