import type { Sample } from './dataset.ts';
import type { Lot } from './draw-lots.ts';

/** A class that may give samples to validation. */
export interface ValidationShare {
  /** How many validation samples it shall have. */
  readonly wantedCount: number;
  /** How many it has already. */
  readonly givenCount: number;
  /** How many it can have at most. */
  readonly maximumCount: number;
}

/** Samples that go to one side together. */
interface Unit {
  readonly members: readonly Sample[];
  /** How many of each class. */
  readonly counts: ReadonlyMap<string, number>;
  readonly lot: number;
}

/**
 * Draws what goes to validation. A unit is taken where that brings its classes together nearer to what they want; then
 * each class that wants validation samples and has none yet takes its smallest unit, if it leaves enough behind.
 * So a class misses its share by at most half of its largest unit, unless it has no choice.
 * @param units of samples that stay together, all of them free
 * @param shares of all their classes, by class id
 * @returns the samples that were drawn
 */
export function drawValidation(
  units: readonly (readonly Sample[])[],
  shares: ReadonlyMap<string, ValidationShare>,
  lots: ReadonlyMap<Sample, Lot>,
): ReadonlySet<Sample> {
  const drawn = new Set<Sample>();
  const heldCounts = new Map([...shares].map(([classId, { givenCount }]) => [classId, givenCount]));
  const heldOf = (classId: string) => heldCounts.get(classId) ?? 0;
  const shareOf = (classId: string) => shares.get(classId) as ValidationShare;

  const isSpared = ({ counts }: Unit) =>
    [...counts].every(([classId, count]) => heldOf(classId) + count <= shareOf(classId).maximumCount);
  const bringsNearer = ({ counts }: Unit) => {
    let change = 0;
    for (const [classId, count] of counts) {
      const missing = shareOf(classId).wantedCount - heldOf(classId);
      change += Math.abs(missing - count) - Math.abs(missing);
    }
    return change < 0;
  };
  const isMissed = ({ counts }: Unit) =>
    [...counts.keys()].some((classId) => shareOf(classId).wantedCount > 0 && heldOf(classId) === 0);
  const take = ({ members, counts }: Unit) => {
    for (const sample of members) drawn.add(sample);
    for (const [classId, count] of counts) heldCounts.set(classId, heldOf(classId) + count);
  };

  const inOrder = units
    .map((members) => createUnit(members, lots))
    .sort((a, b) => a.lot - b.lot || bySize(a, b));
  const passedOver: Unit[] = [];
  for (const unit of inOrder) {
    if (isSpared(unit) && bringsNearer(unit)) take(unit);
    else passedOver.push(unit);
  }
  for (const unit of passedOver.sort(bySize)) {
    if (isMissed(unit) && isSpared(unit)) take(unit);
  }
  return drawn;
}

function createUnit(members: readonly Sample[], lots: ReadonlyMap<Sample, Lot>): Unit {
  const counts = new Map<string, number>();
  for (const { classId } of members) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  // The lot of the member whose name is first. The lowest lot would have large units drawn before small ones.
  const first = members.map((sample) => lots.get(sample) as Lot).reduce((a, b) => (b.name < a.name ? b : a));
  return { members, counts, lot: first.value };
}

function bySize(a: Unit, b: Unit): number {
  return a.members.length - b.members.length;
}
