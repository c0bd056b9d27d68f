import { compareSamples } from './compare-samples.ts';
import type { StudioClass, StudioSample } from './studio-state.ts';

/** What a person edits: the classes, and the samples in ascending order of their places. */
export interface Collection {
  readonly classes: readonly StudioClass[];
  readonly samples: readonly StudioSample[];
}

/** What a person chooses for a sample, as far as it can change. */
type SampleChoices = Pick<StudioSample, 'classId' | 'pinnedSet' | 'disabled'>;

/** The difference between two collections, enough to go from either one to the other. */
export interface CollectionChange {
  /** Null where the classes stayed the same. */
  readonly classes: {
    readonly before: readonly StudioClass[];
    readonly after: readonly StudioClass[];
  } | null;
  readonly added: readonly StudioSample[];
  readonly removed: readonly StudioSample[];
  readonly changed: readonly {
    readonly id: string;
    readonly before: SampleChoices;
    readonly after: SampleChoices;
  }[];
}

/** @returns null when there is no difference that an edit can make */
export function findChange(before: Collection, after: Collection): CollectionChange | null {
  const { added, removed, changed } = compareSamples(before.samples, after.samples, hasSameChoices);
  const sameClasses =
    before.classes.length === after.classes.length &&
    before.classes.every((studioClass, index) => isSameClass(studioClass, after.classes[index]));
  if (sameClasses && added.length + removed.length + changed.length === 0) return null;
  return {
    classes: sameClasses ? null : { before: before.classes, after: after.classes },
    added,
    removed,
    changed: changed.map((sample) => ({
      id: sample.after.id,
      before: choicesOf(sample.before),
      after: choicesOf(sample.after),
    })),
  };
}

/** Takes a change back. Whatever else happened to the samples since, such as embedding, stays. */
export function undoChange(
  now: Collection,
  { classes, added, removed, changed }: CollectionChange,
): Collection {
  return {
    classes: classes?.before ?? now.classes,
    samples: replace(now.samples, added, removed, new Map(changed.map(({ id, before }) => [id, before]))),
  };
}

/** Makes a change again that was taken back. */
export function redoChange(
  now: Collection,
  { classes, added, removed, changed }: CollectionChange,
): Collection {
  return {
    classes: classes?.after ?? now.classes,
    samples: replace(now.samples, removed, added, new Map(changed.map(({ id, after }) => [id, after]))),
  };
}

/** Samples without `gone`, with `back` in their places, and with other choices where there are some. */
function replace(
  samples: readonly StudioSample[],
  gone: readonly StudioSample[],
  back: readonly StudioSample[],
  choices: ReadonlyMap<string, SampleChoices>,
): readonly StudioSample[] {
  const goneIds = new Set(gone.map(({ id }) => id));
  const kept = samples.filter(({ id }) => !goneIds.has(id));
  const all = back.length === 0 ? kept : [...kept, ...back].sort((a, b) => a.order - b.order);
  if (choices.size === 0) return all;
  return all.map((sample) => {
    const chosen = choices.get(sample.id);
    return chosen === undefined ? sample : { ...sample, ...chosen };
  });
}

function choicesOf({ classId, pinnedSet, disabled }: StudioSample): SampleChoices {
  return { classId, pinnedSet, disabled };
}

function hasSameChoices(a: StudioSample, b: StudioSample): boolean {
  return a.classId === b.classId && a.pinnedSet === b.pinnedSet && a.disabled === b.disabled;
}

function isSameClass(a: StudioClass, b: StudioClass | undefined): boolean {
  return (
    a === b ||
    (b !== undefined &&
      a.id === b.id &&
      a.name === b.name &&
      a.colour === b.colour &&
      a.disabled === b.disabled)
  );
}
