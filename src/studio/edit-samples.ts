import type { SetName } from '../core/dataset/dataset.ts';
import type { EditName } from './edit-history.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample } from './studio-state.ts';

/** Removes, moves, disables and pins samples. Ids that are not there, or already so, are passed over. */
export function createSampleEditor(context: StudioContext) {
  const { ports, store, edits } = context;
  const { announcements } = ports.messages;

  return {
    removeSamples(sampleIds: readonly string[]): void {
      const ids = new Set(sampleIds);
      const removedCount = store.getState().samples.filter(({ id }) => ids.has(id)).length;
      if (removedCount === 0) return;
      edits.edit({ kind: 'remove-images', className: null }, ({ samples }) => ({
        samples: samples.filter(({ id }) => !ids.has(id)),
      }));
      context.announce(announcements.imagesRemoved(removedCount));
    },

    moveSamples(sampleIds: readonly string[], classId: string): void {
      const target = store.getState().classes.find(({ id }) => id === classId);
      if (target === undefined) return;
      const name: EditName = { kind: 'move-images', className: target.name };
      const movedCount = change(sampleIds, name, { classId });
      if (movedCount > 0) context.announce(announcements.imagesMoved(movedCount, target.name));
    },

    disableSamples(sampleIds: readonly string[], disabled: boolean): void {
      const name: EditName = { kind: disabled ? 'disable-images' : 'enable-images', className: null };
      const changedCount = change(sampleIds, name, { disabled });
      if (changedCount === 0) return;
      context.announce((disabled ? announcements.imagesDisabled : announcements.imagesEnabled)(changedCount));
    },

    pinSamples(sampleIds: readonly string[], set: SetName | null): void {
      const name: EditName = { kind: set === null ? 'unpin-images' : 'pin-images', className: null };
      const changedCount = change(sampleIds, name, { pinnedSet: set });
      if (changedCount > 0) context.announce(announcements.imagesPinned(changedCount, set));
    },
  };

  /** @returns how many samples are different now */
  function change(sampleIds: readonly string[], name: EditName, part: Partial<StudioSample>): number {
    const ids = new Set(sampleIds);
    const differs = (sample: StudioSample) =>
      ids.has(sample.id) &&
      Object.entries(part).some(([key, value]) => sample[key as keyof StudioSample] !== value);
    const changedCount = store.getState().samples.filter(differs).length;
    if (changedCount === 0) return 0;
    edits.edit(name, ({ samples }) => ({
      samples: samples.map((sample) => (differs(sample) ? { ...sample, ...part } : sample)),
    }));
    return changedCount;
  }
}
