import type { StudioSample } from '../../../studio/studio-state.ts';

/** One image on the map. */
export interface MapPoint {
  readonly sample: StudioSample;
  /** 0 to 1 from the left and from the top of the map. */
  readonly x: number;
  readonly y: number;
  /** The class that the head took it for, where it was judged and that was wrong; else null. */
  readonly takenFor: string | null;
}

/** A place on the map, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The point that is the nearest to a place and not farther than `reach`; null when there is none. */
export function findPointAt(
  points: readonly MapPoint[],
  place: Place,
  toPlace: (point: MapPoint) => Place,
  reach: number,
): MapPoint | null {
  let nearest: MapPoint | null = null;
  let nearestDistance = reach;
  for (const point of points) {
    const { x, y } = toPlace(point);
    const distance = Math.hypot(x - place.x, y - place.y);
    if (distance > nearestDistance) continue;
    nearest = point;
    nearestDistance = distance;
  }
  return nearest;
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

/** Whether a key goes from one point to another. */
export function isDirection(key: string): key is keyof typeof directions {
  return key in directions;
}

/** The point that an arrow key leads to: near, and rather straight ahead than aside; the same one at the edge. */
export function findNextPoint(
  points: readonly MapPoint[],
  from: MapPoint,
  key: keyof typeof directions,
): MapPoint {
  const [ahead, across] = directions[key];
  let next = from;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const [dx, dy] = [point.x - from.x, point.y - from.y];
    const forward = dx * ahead + dy * across;
    const aside = Math.abs(dx * across) + Math.abs(dy * ahead);
    if (forward <= 0 || aside > 2 * forward) continue;
    const effort = forward + 2 * aside;
    if (effort >= least) continue;
    next = point;
    least = effort;
  }
  return next;
}
