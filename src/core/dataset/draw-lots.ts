import { createRandom, deriveSeed } from '../shared/random.ts';
import type { Sample } from './dataset.ts';
import { groupByClass } from './group-by-class.ts';

/** What decides when a sample is drawn. */
export interface Lot {
  /** The file's name, and a count that tells samples of one class apart that share it. */
  readonly name: string;
  /** Uniform in [0, 1): samples are drawn in ascending order of it. */
  readonly value: number;
}

/** A lot for each sample, from the seed and its name alone: neither ids nor other classes play a part. */
export function drawLots(samples: readonly Sample[], seed: number): ReadonlyMap<Sample, Lot> {
  const lots = new Map<Sample, Lot>();
  for (const members of groupByClass(samples).values()) {
    const seen = new Map<string, number>();
    for (const sample of members) {
      const count = seen.get(sample.file) ?? 0;
      seen.set(sample.file, count + 1);
      const name = `${sample.file}#${count}`;
      lots.set(sample, { name, value: createRandom(deriveSeed(seed, name)).next() });
    }
  }
  return lots;
}
