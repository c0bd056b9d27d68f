import type { StudioPorts } from '../../../src/studio/studio-ports.ts';
import { createTestStudio, texts, zipFile } from './create-test-studio.ts';
import { createPlainEngine } from './plain-engine.ts';

/** A studio whose engine runs, with the images of a ZIP. */
export async function startStudioWithImages(
  classes: Readonly<Record<string, readonly string[]>> = { red: texts('red', 10), blue: texts('blue', 10) },
  change: Partial<StudioPorts> = {},
) {
  const engine = createPlainEngine();
  const test = createTestStudio(engine, change);
  await test.studio.startEngine();
  await test.studio.importFiles([zipFile('set.zip', classes)], null);
  test.studio.changeSettings({ epochs: 5 });
  return { engine, ...test };
}
