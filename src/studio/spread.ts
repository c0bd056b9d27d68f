/** `maximum` items at most, every so many, so that all classes are among them where they stand one after the other. */
export function spread<Item>(items: readonly Item[], maximum: number): readonly Item[] {
  if (items.length <= maximum) return items;
  return Array.from(
    { length: maximum },
    (_, index) => items[Math.floor((index * items.length) / maximum)] as Item,
  );
}
