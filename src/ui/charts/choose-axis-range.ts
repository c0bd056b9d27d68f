import type { EpochPoint } from './epoch-chart.tsx';

/** Nothing is to be seen below this, and the arithmetic of the smallest floats fails. */
const tinyLoss = 1e-9;

/** From 0 to a little above the highest loss; grows only, so that a live chart does not jump. */
export function chooseLossRange(points: readonly EpochPoint[]): readonly [number, number] {
  const highest = Math.max(0, ...listValues(points));
  if (highest < tinyLoss) return [0, highest === 0 ? 1 : tinyLoss];
  const step = 10 ** Math.floor(Math.log10(highest)) / 5;
  return [0, Math.max(highest, Math.ceil(highest / step) * step)];
}

/** From the quarter below the lowest accuracy to 1. */
export function chooseAccuracyRange(points: readonly EpochPoint[]): readonly [number, number] {
  const lowest = Math.min(0.75, ...listValues(points));
  return [Math.max(0, Math.floor(4 * lowest) / 4), 1];
}

function listValues(points: readonly EpochPoint[]): readonly number[] {
  return points.flatMap((point) => [point.training, point.validation]).filter((value) => value !== null);
}
