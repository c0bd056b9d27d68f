/**
 * Moves labels apart so that they do not cover each other, each as near to its own place as that allows.
 * @param wanted the height of each label's middle, in pixels
 * @param spacing smallest distance of two middles
 * @param bounds lowest and highest allowed value
 */
export function placeLabels(
  wanted: readonly number[],
  spacing: number,
  [lowest, highest]: readonly [number, number],
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let floor = lowest;
  for (const index of order) {
    placed[index] = Math.max(floor, placed[index] ?? 0);
    floor = (placed[index] ?? 0) + spacing;
  }
  let ceiling = highest;
  for (const index of order.reverse()) {
    placed[index] = Math.min(ceiling, placed[index] ?? 0);
    ceiling = (placed[index] ?? 0) - spacing;
  }
  return placed;
}
