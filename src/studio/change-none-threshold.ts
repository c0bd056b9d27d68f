import type { StudioContext } from './studio-context.ts';

/** Changes from which confidence on an image is one of the classes. */
export function createNoneThresholdEditor({ store }: StudioContext) {
  return {
    changeNoneThreshold(threshold: number | null): void {
      const { model } = store.getState();
      if (model === null || model.noneThreshold === threshold) return;
      const noneThreshold = threshold === null ? null : Math.min(Math.max(threshold, 0), 1);
      store.setState({ model: { ...model, noneThreshold } });
    },
  };
}
