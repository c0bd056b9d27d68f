import {
  type Collection,
  type CollectionChange,
  findChange,
  redoChange,
  undoChange,
} from './collection-change.ts';
import type { EditLabel, StudioSample } from './studio-state.ts';

/** What an edit is called. */
export type EditName = Pick<EditLabel, 'kind' | 'className'>;

/** One edit that comes in pieces, such as a long import: taken back as one, unless others came between. */
export interface GrowingEdit {
  /**
   * @param change gets classes and samples as they are; gives what is different
   * @returns false when the edit has been taken back: then nothing more belongs to it, and nothing was changed
   */
  grow(change: (now: Collection) => Partial<Collection>): boolean;
}

/** Every edit goes through here, so that each can be taken back and made again. */
export interface EditHistory {
  edit(name: EditName, change: (now: Collection) => Partial<Collection>): void;
  start(name: EditName): GrowingEdit;
  undo(): void;
  redo(): void;
  /**
   * Takes the last edit back as if it had never been made, where it is called so and nothing was taken back after it.
   * @returns whether it was
   */
  retract(name: EditName): boolean;
  /** Takes samples that turned out to be no images out of the state, and out of what undo and redo bring back. */
  dropSamples(sampleIds: ReadonlySet<string>): void;
  /** Forgets all edits: another project is open. */
  clear(): void;
}

/** How the history reads and writes what it is the history of, and whom it tells. */
export interface EditHistoryPorts {
  read(): Collection;
  write(
    collection: Partial<Collection> & {
      readonly undoable: EditLabel | null;
      readonly redoable: EditLabel | null;
    },
  ): void;
  /** Called after `undo` or `redo`, with the samples that came back. */
  onReplayed(direction: 'undo' | 'redo', label: EditLabel): void;
  /** Called when some samples can no longer come back. */
  onForgotten(reachable: Iterable<StudioSample>): void;
}

interface Edit {
  /** What stays the same while it grows or shrinks. */
  readonly key: object;
  readonly label: EditLabel;
  readonly change: CollectionChange;
}

/** Older edits are final. */
const editMaximum = 100;

export function createEditHistory(ports: EditHistoryPorts): EditHistory {
  /** The last edit at the end. */
  let done: readonly Edit[] = [];
  /** The edit that was taken back last at the end. */
  let undone: readonly Edit[] = [];
  const takenBack = new WeakSet<object>();

  return {
    edit(name, change) {
      make(name, change, {});
    },
    start(name) {
      const key = {};
      return {
        grow(change) {
          if (takenBack.has(key)) return false;
          make(name, change, key);
          return true;
        },
      };
    },
    undo() {
      const edit = done.at(-1);
      if (edit === undefined) return;
      done = done.slice(0, -1);
      undone = [...undone, edit];
      takenBack.add(edit.key);
      write(undoChange(ports.read(), edit.change));
      ports.onReplayed('undo', edit.label);
    },
    redo() {
      const edit = undone.at(-1);
      if (edit === undefined) return;
      undone = undone.slice(0, -1);
      done = [...done, edit];
      takenBack.delete(edit.key);
      write(redoChange(ports.read(), edit.change));
      ports.onReplayed('redo', edit.label);
    },
    retract({ kind, className }) {
      const last = done.at(-1);
      if (last?.label.kind !== kind || last.label.className !== className || undone.length > 0) return false;
      done = done.slice(0, -1);
      takenBack.add(last.key);
      write(undoChange(ports.read(), last.change));
      return true;
    },
    dropSamples(sampleIds) {
      const isKept = ({ id }: { readonly id: string }) => !sampleIds.has(id);
      const drop = ({ key, label, change }: Edit): Edit => {
        if (![change.added, change.removed, change.changed].some((list) => !list.every(isKept)))
          return { key, label, change };
        const rest = {
          ...change,
          added: change.added.filter(isKept),
          removed: change.removed.filter(isKept),
          changed: change.changed.filter(isKept),
        };
        return { key, label: { ...label, imageCount: countImages(rest) }, change: rest };
      };
      done = done.map(drop).filter(isNotEmpty);
      undone = undone.map(drop).filter(isNotEmpty);
      write({ samples: ports.read().samples.filter(isKept) });
    },
    clear() {
      done = [];
      undone = [];
      write({});
    },
  };

  /** @param key of the edit that it belongs to, where that is still the last one */
  function make(
    { kind, className }: EditName,
    change: (now: Collection) => Partial<Collection>,
    key: object,
  ): void {
    const before = ports.read();
    const after = { ...before, ...change(before) };
    const found = findChange(before, after);
    if (found === null) return;
    const last = done.at(-1);
    const growing = last?.key === key && undone.length === 0 ? last : null;
    const whole = growing === null ? found : joinChanges(growing.change, found);
    const edit = { key, label: { kind, className, imageCount: countImages(whole) }, change: whole };
    const forgotten = [...undone, ...done.slice(0, Math.max(0, done.length + 1 - editMaximum))];
    done = [...(growing === null ? done : done.slice(0, -1)), edit].slice(-editMaximum);
    undone = [];
    write({ classes: after.classes, samples: after.samples });
    if (forgotten.some(({ change: { added, removed } }) => added.length + removed.length > 0)) {
      ports.onForgotten(listReachable());
    }
  }

  function write(collection: Partial<Collection>): void {
    ports.write({
      ...collection,
      undoable: done.at(-1)?.label ?? null,
      redoable: undone.at(-1)?.label ?? null,
    });
  }

  function* listReachable(): Iterable<StudioSample> {
    yield* ports.read().samples;
    for (const { change } of [...done, ...undone]) yield* [...change.added, ...change.removed];
  }
}

/** Two pieces of one edit that only adds, the later one made on what the earlier one left. */
function joinChanges(earlier: CollectionChange, later: CollectionChange): CollectionChange {
  return {
    classes:
      earlier.classes === null || later.classes === null
        ? (earlier.classes ?? later.classes)
        : { before: earlier.classes.before, after: later.classes.after },
    added: [...earlier.added, ...later.added],
    removed: [...earlier.removed, ...later.removed],
    changed: [...earlier.changed, ...later.changed],
  };
}

function countImages({ added, removed, changed }: CollectionChange): number {
  return added.length + removed.length + changed.length;
}

function isNotEmpty({ change }: Edit): boolean {
  return change.classes !== null || countImages(change) > 0;
}
