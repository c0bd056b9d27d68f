import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import { markReadySamples } from './mark-ready-samples.ts';
import type { StudioContext } from './studio-context.ts';
import type { Deletion, StudioSample } from './studio-state.ts';

/** Puts back what the last deletion took away, to where it was. */
export function createDeletionUndo(context: StudioContext, embedder: WaitingSamplesEmbedder) {
  const { ports, store } = context;
  const { announcements } = ports.messages;
  return function undoDelete(): void {
    const { lastDeletion, classes, samples, engine } = store.getState();
    if (lastDeletion === null) return;
    const { deletedClass } = lastDeletion;
    const allSamples = putBack(samples, lastDeletion.samples);
    store.setState({
      classes:
        deletedClass === null ? classes : classes.toSpliced(deletedClass.index, 0, deletedClass.studioClass),
      // The base model may be another one by now. While the engine starts, its end sees to that.
      samples:
        engine.phase === 'ready'
          ? markReadySamples(allSamples, context.embeddings, engine.baseModel)
          : allSamples,
      lastDeletion: null,
    });
    const imageCount = lastDeletion.samples.length;
    context.announce(
      deletedClass === null
        ? announcements.imagesPutBack(imageCount)
        : announcements.classPutBack(deletedClass.studioClass.name, imageCount),
    );
    embedder.goOn();
  };
}

/** @param removed in ascending order of their places in the full list */
function putBack(kept: readonly StudioSample[], removed: Deletion['samples']): readonly StudioSample[] {
  const all: StudioSample[] = [];
  const rest = kept.values();
  for (const { index, sample } of removed) {
    while (all.length < index) {
      const { value, done } = rest.next();
      if (done) break;
      all.push(value);
    }
    all.push(sample);
  }
  return [...all, ...rest];
}
