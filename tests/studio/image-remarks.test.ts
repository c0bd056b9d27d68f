import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ImageRemark } from '../../src/core/images/image-remark.ts';
import { en } from '../../src/messages/en.ts';
import { describeRemark } from '../../src/studio/describe-remark.ts';
import type { Finding } from '../../src/studio/finding.ts';
import { selectFindings } from '../../src/studio/select-findings.ts';
import { createBrowser } from './support/create-browser.ts';
import { countImages, textFile, texts, zipFile } from './support/create-test-studio.ts';
import { save } from './support/saved-projects.ts';
import { startStudio } from './support/start-studio.ts';

test('an image that moves comes in with a remark, once', async () => {
  const { studio, state } = await startStudio();
  const files = { red: ['red 1', 'moving red', 'broken'], blue: texts('blue', 2) };
  await studio.importFiles([zipFile('set.zip', files)], null);
  expect(countImages(state())).toEqual({ blue: [2, 0], red: [2, 0] });
  expect(state().remarks).toEqual([
    { id: expect.any(String), file: 'red/1.png', remark: { kind: 'animated' } },
  ]);
  expect(state().problems).toMatchObject([{ file: 'red/2.png' }]);
  expect(state().announcement).toBe('4 images ready in 2 classes, 1 with a remark, 1 file left out.');

  const id = studio.addClass();
  await studio.addImages(id, [textFile('later.gif', 'moving later')]);
  expect(state().remarks.map(({ file }) => file)).toEqual(['later.gif', 'red/1.png']);
  expect(state().announcement).toBe('1 image ready in 1 class, 1 with a remark.');

  studio.dismissRemarks();
  expect(state().remarks).toEqual([]);
  expect(state().problems).toHaveLength(1);
});

describe('a remark, and what was dismissed,', () => {
  const images = zipFile('set.zip', {
    red: [...texts('red', 12), 'moving red', 'red 30 dark'],
    blue: texts('blue', 12),
  });
  const told = async ({ studio, state }: Awaited<ReturnType<typeof startStudio>>) => {
    await studio.checkImages();
    return {
      remarks: state().remarks.map(({ file, remark }) => [file, remark.kind]),
      findings: selectFindings(state()).map(({ kind }) => kind),
    };
  };
  const expected = { remarks: [['red/12.png', 'animated']], findings: [] };

  async function startRemarked(tab: Awaited<ReturnType<typeof startStudio>>) {
    await tab.studio.importFiles([images], null);
    await tab.studio.checkImages();
    expect(selectFindings(tab.state())).toHaveLength(1);
    tab.studio.dismissFinding(selectFindings(tab.state())[0] as Finding);
    expect(await told(tab)).toEqual(expected);
  }

  test('is there on the next visit', async () => {
    const browser = createBrowser();
    const first = await browser.openTab();
    await startRemarked(first);
    await setTimeout(50);
    first.kill();
    const second = await browser.openTab();
    expect(await told(second)).toEqual(expected);
    second.studio.dismissRemarks();
    await setTimeout(50);
    second.kill();
    expect((await told(await browser.openTab())).remarks).toEqual([]);
  });

  test.each([true, false])('is in the project file, with embeddings: %j', async (withEmbeddings) => {
    const first = await startStudio();
    await startRemarked(first);
    const file = await save(first, withEmbeddings);
    const opened = await startStudio();
    await opened.studio.importFiles([file], null);
    expect(await told(opened)).toEqual(expected);

    const merged = await startStudio();
    await merged.studio.importFiles([zipFile('other.zip', { blue: texts('sea', 12) })], null);
    await merged.studio.importFiles([file], null);
    await merged.studio.settleOffer('add');
    expect(await told(merged)).toMatchObject({ remarks: expected.remarks });
    expect((await told(merged)).findings).not.toContain('dark');
  });
});

test('a prediction carries the remark, and the picture that the model saw', async () => {
  const { studio, state } = await startStudio();
  const set = { red: texts('red', 6), blue: texts('blue', 6) };
  await studio.importFiles([zipFile('set.zip', set)], null);
  studio.changeSettings({ epochs: 2 });
  await studio.train();
  await studio.predictFile(textFile('a.gif', 'moving red'));
  const { prediction } = state();
  if (prediction?.phase !== 'done') throw new Error('not done');
  expect(prediction.remark).toEqual({ kind: 'animated' });
  expect(await prediction.thumbnail?.text()).toMatch(/small moving red$/);
});

test.each<[ImageRemark, RegExp]>([
  [{ kind: 'animated' }, /Its first frame is used\.$/],
  [{ kind: 'first-page' }, /Its first page is used\.$/],
  [{ kind: 'cut-off', readFraction: null }, /What could be read of it is used\.$/],
  [{ kind: 'cut-off', readFraction: 1 }, /the whole picture could be read and is used\.$/],
  [{ kind: 'cut-off', readFraction: 0.5 }, /The upper 50\s?% of the picture could be read and is used\.$/],
])('%j is said', (remark, sentence) => {
  expect(describeRemark(remark, en)).toMatch(sentence);
});
