import type { StudioPorts } from '../../../src/studio/studio-ports.ts';
import { createTestStudio } from './create-test-studio.ts';
import { createPlainEngine } from './plain-engine.ts';

/** A studio whose engine runs. */
export async function startStudio(change: Partial<StudioPorts> = {}) {
  const engine = createPlainEngine();
  const test = createTestStudio(engine, change);
  await test.studio.startEngine();
  return { engine, ...test };
}
