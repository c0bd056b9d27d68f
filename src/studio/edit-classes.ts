import { cleanClassName } from '../core/dataset/clean-class-name.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioClass } from './studio-state.ts';

/** Adds, renames and deletes classes. A class is its id: what was trained before keeps its columns. */
export function createClassEditor(context: StudioContext) {
  const { ports, store } = context;
  const { announcements } = ports.messages;

  return {
    addClass(): string {
      const { classes } = store.getState();
      const added: StudioClass = { id: ports.createId(), name: findFreeName(classes) };
      store.setState({ classes: [...classes, added] });
      context.announce(announcements.classAdded(added.name));
      return added.id;
    },

    renameClass(classId: string, newName: string): void {
      const { classes } = store.getState();
      const renamed = classes.find(({ id }) => id === classId);
      if (renamed === undefined) return;
      const name = cleanClassName(newName);
      if (name === null) {
        context.announce(announcements.classNameBlank(renamed.name));
        return;
      }
      if (name === renamed.name) return;
      const isTaken = classes.some((other) => other.name === name);
      store.setState({ classes: classes.map((each) => (each.id === classId ? { ...each, name } : each)) });
      const say = isTaken ? announcements.classRenamedToTakenName : announcements.classRenamed;
      context.announce(say(renamed.name, name));
    },

    deleteClass(classId: string): void {
      const { classes, samples } = store.getState();
      const index = classes.findIndex(({ id }) => id === classId);
      const studioClass = classes[index];
      if (studioClass === undefined) return;
      const deleted = samples
        .map((sample, place) => ({ index: place, sample }))
        .filter(({ sample }) => sample.classId === classId);
      store.setState({
        classes: classes.filter(({ id }) => id !== classId),
        samples: samples.filter((sample) => sample.classId !== classId),
        lastDeletion: { deletedClass: { index, studioClass }, samples: deleted },
      });
      context.announce(announcements.classDeleted(studioClass.name, deleted.length));
    },
  };

  function findFreeName(classes: readonly StudioClass[]): string {
    const taken = new Set(classes.map(({ name }) => name));
    for (let number = 1; ; number++) {
      const name = ports.messages.newClass.name(number);
      if (!taken.has(name)) return name;
    }
  }
}
