/** A stream of repeatable random numbers. The same seed gives the same stream on every machine. */
export interface Random {
  /** The next number, uniform in [0, 1), a multiple of 2^-32. */
  next(): number;
}

/**
 * A seeded generator: Mulberry32 (Tommy Ettinger, 2017), period 2^32, passes gjrand's 13 tests.
 * Enough for shuffles, masks and initial weights; not for secrets.
 * @param seed any finite number; its lowest 32 bits of the integer part count.
 */
export function createRandom(seed: number): Random {
  let state = Math.trunc(seed) >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    },
  };
}

/** A whole number, uniform in [0, limit). `limit` must be at least 1. */
export function randomIndex(random: Random, limit: number): number {
  return Math.floor(random.next() * limit);
}

/** A number from the standard normal distribution (Box and Muller, 1958). */
export function randomNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** A new array with the items in random order (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const result = items.slice();
  for (let last = result.length - 1; last > 0; last--) {
    const chosen = randomIndex(random, last + 1);
    const swap = result[last] as Item;
    result[last] = result[chosen] as Item;
    result[chosen] = swap;
  }
  return result;
}

/** A seed for one part of the work, so that parts that share the person's seed do not share their stream. */
export function deriveSeed(seed: number, part: string): number {
  let hash = Math.trunc(seed) >>> 0;
  for (let i = 0; i < part.length; i++) {
    hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
}
