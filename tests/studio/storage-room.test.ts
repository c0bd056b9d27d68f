import { expect, test } from 'vitest';
import { createBrowser } from './support/create-browser.ts';
import { countImages, textFile, texts, zipFile } from './support/create-test-studio.ts';

const many = zipFile('set.zip', { red: texts('red', 200), blue: texts('blue', 200) });

/** A browser whose room is nearly used up. */
function storageWith(leftBytes: () => number) {
  const quotaBytes = 1e9;
  return {
    // The last 2 % are never used.
    readFacts: async () => ({ persisted: true, usageBytes: 0.98 * quotaBytes - leftBytes(), quotaBytes }),
    askToPersist: async () => {},
  };
}

test('an import ends before the room does: what came in is kept and named, and the rest comes when there is room', async () => {
  const browser = createBrowser();
  let leftBytes = 1e6;
  const first = await browser.openTab({ storage: storageWith(() => leftBytes) });
  await first.studio.importFiles([many], null);
  expect(first.state().samples).toHaveLength(64);
  expect(first.state().problems).toMatchObject([
    { file: 'set.zip', failure: { kind: 'import-no-room', readCount: 64 } },
  ]);
  expect(first.state().project.keeping).toEqual({ phase: 'kept' });
  expect(first.state().announcement).toMatch(/^64 images ready/);
  expect(first.state().storage?.usageBytes).toBeGreaterThan(9e8);
  leftBytes = 1e8;
  await first.studio.importFiles([many], null);
  expect(first.state().samples).toHaveLength(464);
  first.kill();
  const second = await browser.openTab();
  expect(second.state().samples).toHaveLength(464);
});

test('where there is no room at all, the sentence says so', async () => {
  const browser = createBrowser();
  const { studio, state } = await browser.openTab({ storage: storageWith(() => 0) });
  await studio.importFiles([many], null);
  expect(state().announcement).toMatch(/^Nothing was imported from set\.zip|not enough room in this browser/);
  await studio.addImages(studio.addClass(), [textFile('1.png', 'red 1')]);
  expect(countImages(state())).toEqual({ 'Class 1': [0, 0] });
  expect(state().problems[0]).toMatchObject({ failure: { kind: 'import-no-room', readCount: 0 } });
});

test('where nothing is to be kept, or the browser does not say how much room there is, all comes in', async () => {
  const browser = createBrowser();
  const off = await browser.openTab({ keepsNothing: true, storage: storageWith(() => 0) });
  await off.studio.importFiles([many], null);
  expect(off.state().samples).toHaveLength(400);
  const silent = await browser.openTab({
    storage: {
      readFacts: async () => ({ persisted: null, usageBytes: null, quotaBytes: null }),
      askToPersist: async () => {},
    },
  });
  await silent.studio.importFiles([many], null);
  expect(silent.state().samples).toHaveLength(400);
});
