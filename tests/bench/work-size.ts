import type { BackendName } from '../../src/engine/engine-api.ts';

/** How much one backend is given to do. */
export interface WorkSize {
  readonly imageCount: number;
  /** How often bare network and studio, and `model.fit` and studio, take turns. */
  readonly rounds: number;
  readonly trainingSampleCount: number;
  readonly epochs: number;
}

/**
 * Enough work for figures that mean something. The plain JavaScript backend and a graphics backend that the processor
 * emulates are tens of times slower: they get little, so that the bench stays bearable.
 * @param full the large sizes: a whole import of images, and ten thousand embeddings
 */
export function chooseWorkSize(backend: BackendName, emulated: boolean, full: boolean): WorkSize {
  if (backend === 'cpu' || emulated) {
    // A multiple of the 8 images that a pass on a graphics backend is always filled up to.
    return { imageCount: full ? 32 : 8, rounds: 1, trainingSampleCount: 1000, epochs: 2 };
  }
  return full
    ? { imageCount: 1000, rounds: 3, trainingSampleCount: 10_000, epochs: 5 }
    : { imageCount: 64, rounds: 5, trainingSampleCount: 1000, epochs: 5 };
}
