import type { Sample } from './dataset.ts';

/**
 * Puts samples that belong together into one unit each: those of one burst, and those that any of the groups links, also
 * by way of others (union-find: Tarjan, 1975). Takes nearly linear time.
 * @param groups ids of samples that are nearly the same; ids that are not there are passed over
 * @returns every sample in exactly one unit, mostly alone; units and members in the order of the samples
 */
export function joinGroups<Member extends Pick<Sample, 'id' | 'burstId'>>(
  samples: readonly Member[],
  groups: readonly (readonly string[])[],
): Member[][] {
  const parents = Int32Array.from(samples, (_, index) => index);
  const places = new Map(samples.map(({ id }, index) => [id, index]));
  const bursts = new Map<string, number>();
  samples.forEach(({ burstId }, index) => {
    if (burstId === undefined || burstId === null) return;
    const first = bursts.get(burstId);
    if (first === undefined) bursts.set(burstId, index);
    else link(parents, first, index);
  });
  for (const group of groups) {
    let first: number | undefined;
    for (const id of group) {
      const place = places.get(id);
      if (place === undefined) continue;
      if (first === undefined) first = place;
      else link(parents, first, place);
    }
  }

  const units = new Map<number, Member[]>();
  samples.forEach((sample, index) => {
    const root = findRoot(parents, index);
    const unit = units.get(root);
    if (unit === undefined) units.set(root, [sample]);
    else unit.push(sample);
  });
  return [...units.values()];
}

function link(parents: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [findRoot(parents, a), findRoot(parents, b)];
  // The earlier one leads, so that units come out in the order of the samples.
  parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
}

/** The leader of a unit. Halves the way to it for the next time. */
function findRoot(parents: Int32Array, index: number): number {
  let at = index;
  for (;;) {
    const parent = parents[at] as number;
    if (parent === at) return at;
    const next = parents[parent] as number;
    parents[at] = next;
    at = next;
  }
}
