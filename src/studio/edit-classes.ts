import { cleanClassName, isClassNameCut } from '../core/dataset/clean-class-name.ts';
import type { EditName } from './edit-history.ts';
import type { StudioContext } from './studio-context.ts';
import { classColourCount, type StudioClass } from './studio-state.ts';

/** Adds, renames, colours, disables and deletes classes. A class is its id: what was trained before keeps its columns. */
export function createClassEditor(context: StudioContext) {
  const { ports, store, edits } = context;
  const { announcements } = ports.messages;

  return {
    addClass(movedSampleIds: readonly string[] = []): string {
      const { classes } = store.getState();
      const added = createClass(ports.createId(), findFreeName(classes), classes);
      const { id, name } = added;
      const ids = new Set(movedSampleIds);
      const movedCount = store.getState().samples.filter((sample) => ids.has(sample.id)).length;
      edits.edit({ kind: movedCount > 0 ? 'move-images' : 'add-class', className: name }, ({ samples }) => ({
        classes: [...classes, added],
        samples: samples.map((sample) => (ids.has(sample.id) ? { ...sample, classId: id } : sample)),
      }));
      if (movedCount === 0) store.setState({ usedClassId: id });
      context.announce(
        movedCount > 0 ? announcements.imagesMoved(movedCount, name) : announcements.classAdded(name),
      );
      return id;
    },

    renameClass(classId: string, newName: string): void {
      const { classes } = store.getState();
      const renamed = find(classId);
      if (renamed === undefined) return;
      const name = cleanClassName(newName);
      if (name === null) {
        context.announce(announcements.classNameBlank(renamed.name));
        return;
      }
      const isCut = isClassNameCut(newName);
      if (name === renamed.name) {
        if (isCut) context.announce(announcements.classNameCut(renamed.name, name));
        return;
      }
      const isTaken = classes.some((other) => other.name === name);
      change(renamed, { kind: 'rename-class', className: renamed.name }, { name });
      const say = isCut
        ? announcements.classNameCut
        : isTaken
          ? announcements.classRenamedToTakenName
          : announcements.classRenamed;
      context.announce(say(renamed.name, name));
    },

    recolourClass(classId: string, colour: number): void {
      const recoloured = find(classId);
      if (recoloured === undefined || !isColour(colour)) return;
      change(recoloured, { kind: 'recolour-class', className: recoloured.name }, { colour });
    },

    disableClass(classId: string, disabled: boolean): void {
      const switched = find(classId);
      if (switched === undefined || switched.disabled === disabled) return;
      const { name: className } = switched;
      change(switched, { kind: disabled ? 'disable-class' : 'enable-class', className }, { disabled });
      context.announce((disabled ? announcements.classDisabled : announcements.classEnabled)(className));
    },

    deleteClass(classId: string): void {
      const deleted = find(classId);
      if (deleted === undefined) return;
      const { samples } = store.getState();
      const kept = samples.filter((sample) => sample.classId !== classId);
      edits.edit({ kind: 'delete-class', className: deleted.name }, ({ classes }) => ({
        classes: classes.filter(({ id }) => id !== classId),
        samples: kept,
      }));
      context.announce(announcements.classDeleted(deleted.name, samples.length - kept.length));
    },
  };

  function find(classId: string): StudioClass | undefined {
    return store.getState().classes.find(({ id }) => id === classId);
  }

  function change(changed: StudioClass, name: EditName, part: Partial<StudioClass>): void {
    edits.edit(name, ({ classes }) => ({
      classes: classes.map((each) => (each.id === changed.id ? { ...each, ...part } : each)),
    }));
  }

  function findFreeName(classes: readonly StudioClass[]): string {
    const taken = new Set(classes.map(({ name }) => name));
    for (let number = 1; ; number++) {
      const name = ports.messages.newClass.name(number);
      if (!taken.has(name)) return name;
    }
  }
}

/** A class in the colour that the fewest others have, the first of those. */
export function createClass(id: string, name: string, others: readonly StudioClass[]): StudioClass {
  const counts = new Array<number>(classColourCount).fill(0);
  for (const { colour } of others) counts[colour] = (counts[colour] ?? 0) + 1;
  return { id, name, colour: counts.indexOf(Math.min(...counts)), disabled: false };
}

function isColour(colour: number): boolean {
  return Number.isInteger(colour) && colour >= 0 && colour < classColourCount;
}
