import { zipSync } from 'fflate';
import type { Failure } from '../../../src/core/shared/failure.ts';
import type { StudioPorts } from '../../../src/studio/studio-ports.ts';
import { createTestStudio, texts, zipFile } from './create-test-studio.ts';
import { createPlainEngine } from './plain-engine.ts';
import { createPlainModelHost } from './plain-model-host.ts';

const colours = { labels: ['red', 'Blue'], foundLabelCount: 2, rangeKnown: true };

/** A ZIP with a model of these facts; where it says nothing else, of two colours. */
export function modelZip(path: string, facts: object = colours, folder = '') {
  const file = new TextEncoder().encode(JSON.stringify(facts));
  return { path, blob: new Blob([zipSync({ [`${folder}model.json`]: file }) as Uint8Array<ArrayBuffer>]) };
}

/** Lets so many images through; the next one never comes to an end. */
export function hangAfter(count: number) {
  let seen = 0;
  let tell: () => void = () => {};
  const hangs = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const onClassify = async (): Promise<Failure | null> => {
    if (++seen <= count) return null;
    tell();
    return new Promise(() => {});
  };
  return { hangs, onClassify };
}

/** A studio with models of files, and what trains a head of red and green in it. */
export async function startWithModels(change: Partial<StudioPorts> = {}) {
  const models = createPlainModelHost();
  const engine = createPlainEngine();
  const test = createTestStudio(engine, { modelHost: models.host, ...change });
  await test.studio.startEngine();
  const train = async () => {
    const classes = { red: texts('red', 8), green: texts('green', 8) };
    await test.studio.importFiles([zipFile('set.zip', classes)], null);
    test.studio.changeSettings({ epochs: 3 });
    await test.studio.train();
  };
  const readEntries = () => {
    const { prediction } = test.state();
    if (prediction?.phase !== 'done') throw new Error(JSON.stringify(prediction));
    return prediction.entries;
  };
  return { ...test, models, engine, train, readEntries };
}
