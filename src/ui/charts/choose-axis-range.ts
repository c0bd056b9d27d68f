import type { EpochPoint } from './epoch-chart.tsx';

/** From 0 to a little above the highest loss; grows only, so that a live chart does not jump. */
export function chooseLossRange(points: readonly EpochPoint[]): readonly [number, number] {
  const highest = Math.max(0, ...listValues(points));
  if (highest === 0) return [0, 1];
  const step = 10 ** Math.floor(Math.log10(highest)) / 5;
  return [0, Math.ceil(highest / step) * step];
}

/** From the quarter below the lowest accuracy to 1. */
export function chooseAccuracyRange(points: readonly EpochPoint[]): readonly [number, number] {
  const lowest = Math.min(0.75, ...listValues(points));
  return [Math.max(0, Math.floor(4 * lowest) / 4), 1];
}

function listValues(points: readonly EpochPoint[]): readonly number[] {
  return points.flatMap((point) => [point.training, point.validation]).filter((value) => value !== null);
}
