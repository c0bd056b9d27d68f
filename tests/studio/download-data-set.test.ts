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
