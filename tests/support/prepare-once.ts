import { prepare } from '../../scripts/prepare/prepare.mjs';

/** Makes the base model and the sample images before the first test, once for all test files. */
export async function setup(): Promise<void> {
  await prepare();
}
