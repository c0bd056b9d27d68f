/**
 * Finds for each name the place of the same one in another list: an equal name first, then one that differs in case, width or
 * composition only. No place is given twice.
 * @returns -1 where there is none
 */
export function matchNames(names: readonly string[], among: readonly string[]): readonly number[] {
  const places = names.map(() => -1);
  const taken = new Set<number>();
  for (const fold of [(name: string) => name, foldName]) {
    const free = new Map<string, number[]>();
    among.forEach((name, place) => {
      if (taken.has(place)) return;
      const key = fold(name);
      free.set(key, [...(free.get(key) ?? []), place]);
    });
    names.forEach((name, index) => {
      if (places[index] !== -1) return;
      const place = free.get(fold(name))?.shift();
      if (place === undefined) return;
      places[index] = place;
      taken.add(place);
    });
  }
  return places;
}

/** Names that are equal by this differ in case, width or composition only. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
