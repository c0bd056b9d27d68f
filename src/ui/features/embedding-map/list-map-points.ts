import { isFailure } from '../../../core/shared/failure.ts';
import type { DrawnMap, StudioSample } from '../../../studio/studio-state.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import type { MapPoint } from './map-point.ts';

/** What a map shows now. */
export interface MapPoints {
  readonly points: readonly MapPoint[];
  /** Takes a place in the units of the map to one between 0 and 1; what lies outside of all images is kept at the edge. */
  scale(x: number, y: number): { readonly x: number; readonly y: number };
}

/** The images of a map that are still there, in a square, with the mistakes of the model among them. */
export function listMapPoints(
  { sampleIds, positions }: DrawnMap,
  samples: readonly StudioSample[],
  model: TrainedModel | null,
): MapPoints {
  const scale = createScale(positions);
  const present = new Map(samples.map((sample) => [sample.id, sample]));
  const mistakes = listMistakes(model);
  const points = sampleIds.flatMap((id, row) => {
    const sample = present.get(id);
    if (sample === undefined) return [];
    const place = scale(positions[2 * row] as number, positions[2 * row + 1] as number);
    return [{ sample, ...place, takenFor: mistakes.get(id) ?? null }];
  });
  return { points, scale };
}

/** Both axes alike, so that distances are true; a margin of a twentieth on each side. */
function createScale(positions: Float32Array): MapPoints['scale'] {
  const lowest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const highest = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  positions.forEach((value, place) => {
    lowest[place & 1] = Math.min(lowest[place & 1] as number, value);
    highest[place & 1] = Math.max(highest[place & 1] as number, value);
  });
  const middle = lowest.map((value, axis) => (value + (highest[axis] as number)) / 2);
  const extent = Math.max(...lowest.map((value, axis) => (highest[axis] as number) - value), 1e-9);
  const place = (value: number, axis: number) =>
    Math.min(0.98, Math.max(0.02, 0.5 + (0.9 * (value - (middle[axis] as number))) / extent));
  return (x, y) => ({ x: place(x, 0), y: place(y, 1) });
}

/** The class that each wrongly judged sample was taken for. */
function listMistakes(model: TrainedModel | null): ReadonlyMap<string, string> {
  const mistakes = new Map<string, string>();
  for (const outcome of model === null ? [] : [model.evaluation.validation, model.evaluation.test]) {
    if (outcome === null || isFailure(outcome)) continue;
    const { sampleIds, trueClassIndexes, probabilities } = outcome;
    const classCount = probabilities.length / sampleIds.length;
    sampleIds.forEach((id, row) => {
      const own = probabilities.subarray(row * classCount, (row + 1) * classCount);
      const predicted = own.indexOf(Math.max(...own));
      if (predicted !== trueClassIndexes[row]) mistakes.set(id, model?.classIds[predicted] ?? '');
    });
  }
  return mistakes;
}
