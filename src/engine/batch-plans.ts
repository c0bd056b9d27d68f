import type { BatchPlan } from '../core/embedding/embedder.ts';
import type { BackendName } from './engine-api.ts';

/**
 * How many images go through the base model at once. On wasm a batch is no faster per image than a single one (measured:
 * 47, 44, 47, 47 ms for 1, 4, 8, 16); four are enough to decode ahead. GPUs want more work per pass.
 */
export const batchPlans: Readonly<Record<BackendName, BatchPlan>> = {
  webgpu: { batchSize: 8, padding: 'fixed-sizes' },
  webgl: { batchSize: 8, padding: 'fixed-sizes' },
  wasm: { batchSize: 4, padding: 'none' },
  cpu: { batchSize: 1, padding: 'none' },
};
