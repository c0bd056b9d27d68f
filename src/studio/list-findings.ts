import { givenSet } from '../core/dataset/given-set.ts';
import { groupByClass } from '../core/dataset/group-by-class.ts';
import type { Misfit } from '../core/embedding/misfits.ts';
import { findPixelFault, type PixelFault } from '../core/images/find-pixel-fault.ts';
import type { PixelStatistics } from '../core/images/pixel-statistics.ts';
import {
  type ClassFinding,
  type Finding,
  fewImages,
  type GroupFinding,
  type SampleFinding,
} from './finding.ts';
import type { StudioSample } from './studio-state.ts';

/** What a check knows. */
export interface CheckedImages {
  /** All that take part in training. */
  readonly samples: readonly StudioSample[];
  /** Of each sample, in the same order; null where it was not looked at. */
  readonly pixels: readonly (PixelStatistics | null)[];
  /** Ids of samples that are the same or nearly so, each sample in one group at most. */
  readonly groups: readonly (readonly string[])[];
  /** Rows are places among the samples, class indexes places among `classIds`. */
  readonly misfits: readonly Misfit[];
  readonly classIds: readonly string[];
}

/** From so many times as many images on, a head prefers the larger class. */
const unbalancedRatio = 3;

/** What a person may want to mend, the gravest first. */
export function listFindings(checked: CheckedImages): readonly Finding[] {
  const groups = findGroups(checked);
  const faults = findFaults(checked);
  const { classIds, samples } = checked;
  const idOf = (row: number) => (samples[row] as StudioSample).id;
  // What is told of these already is reason enough.
  const told = new Set([
    ...(groups('across-classes')?.groups.flat() ?? []),
    ...faults.flatMap(({ sampleIds }) => sampleIds),
  ]);
  const misfits = checked.misfits.filter(({ row }) => !told.has(idOf(row)));
  const moves = misfits
    .filter((misfit) => misfit.kind === 'nearer-to-other')
    .sort((a, b) => b.margin - a.margin)
    .map(({ row, classIndex }) => ({ sampleId: idOf(row), classId: classIds[classIndex] as string }));
  const far = misfits.filter((misfit) => misfit.kind === 'far-from-own').sort((a, b) => b.drop - a.drop);
  const findings: (Finding | null)[] = [
    groups('across-sets'),
    groups('across-classes'),
    groups('copies'),
    ...faults,
    moves.length === 0 ? null : { kind: 'nearer-to-other', moves },
    far.length === 0 ? null : { kind: 'far-from-class', sampleIds: far.map(({ row }) => idOf(row)) },
    groups('alike'),
    ...findUnevenClasses(samples),
  ];
  return findings.filter((finding) => finding !== null);
}

function findGroups({ samples, groups }: CheckedImages) {
  const places = new Map(samples.map(({ id }, place) => [id, place]));
  const sorted: Record<GroupFinding['kind'], (readonly string[])[]> = {
    copies: [],
    alike: [],
    'across-classes': [],
    'across-sets': [],
  };
  for (const ids of groups) {
    // In the order in which a person sees them: the first is the one that stays.
    const members = ids
      .flatMap((id) => places.get(id) ?? [])
      .sort((a, b) => a - b)
      .map((place) => samples[place] as StudioSample);
    const group = members.map(({ id }) => id);
    const sets = new Set(members.map(givenSet));
    sets.delete(null);
    if (sets.size > 1) sorted['across-sets'].push(group);
    if (new Set(members.map(({ classId }) => classId)).size > 1) sorted['across-classes'].push(group);
    else if (sets.size <= 1) {
      const hashes = new Set(members.map(({ imageHash }) => imageHash));
      const copies = Array.from(hashes, (hash) =>
        members.filter(({ imageHash }) => imageHash === hash).map(({ id }) => id),
      );
      sorted.copies.push(...copies.filter(({ length }) => length > 1));
      // Once the copies are gone.
      const rest = new Set(copies.map(([first]) => first));
      if (rest.size > 1) sorted.alike.push(group.filter((id) => rest.has(id)));
    }
  }
  return (kind: GroupFinding['kind']): GroupFinding | null =>
    sorted[kind].length === 0 ? null : { kind, groups: sorted[kind] };
}

function findFaults({ samples, pixels }: CheckedImages): readonly SampleFinding[] {
  const faulty: Record<PixelFault, string[]> = { blank: [], dark: [], blurred: [] };
  for (const [index, { id }] of samples.entries()) {
    const statistics = pixels[index] ?? null;
    const fault = statistics === null ? null : findPixelFault(statistics);
    if (fault !== null) faulty[fault].push(id);
  }
  return (['blank', 'dark', 'blurred'] as const)
    .filter((kind) => faulty[kind].length > 0)
    .map((kind) => ({ kind, sampleIds: faulty[kind] }));
}

function findUnevenClasses(samples: readonly StudioSample[]): readonly ClassFinding[] {
  const sized = [...groupByClass(samples)].map(([classId, members]) => ({ classId, count: members.length }));
  const few = sized.filter(({ count }) => count < fewImages);
  const findings: ClassFinding[] = [];
  if (few.length > 0) findings.push({ kind: 'few-images', classIds: few.map(({ classId }) => classId) });
  const [smallest, largest] = [
    sized.toSorted((a, b) => a.count - b.count)[0],
    sized.toSorted((a, b) => b.count - a.count)[0],
  ];
  if (smallest !== undefined && largest !== undefined && largest.count >= unbalancedRatio * smallest.count) {
    findings.push({ kind: 'imbalance', smallestId: smallest.classId, largestId: largest.classId });
  }
  return findings;
}
