import type { StudioContext } from './studio-context.ts';

/** Takes single images out of their classes. */
export function createSampleRemover(context: StudioContext) {
  const { ports, store } = context;
  return function removeSamples(sampleIds: readonly string[]): void {
    const ids = new Set(sampleIds);
    const { samples } = store.getState();
    const removed = samples
      .map((sample, index) => ({ index, sample }))
      .filter(({ sample }) => ids.has(sample.id));
    if (removed.length === 0) return;
    store.setState({
      samples: samples.filter(({ id }) => !ids.has(id)),
      lastDeletion: { deletedClass: null, samples: removed },
    });
    context.announce(ports.messages.announcements.imagesRemoved(removed.length));
  };
}
