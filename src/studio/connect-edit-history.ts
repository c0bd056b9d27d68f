import { createEditHistory, type EditHistory } from './edit-history.ts';
import { markReadySamples } from './mark-ready-samples.ts';
import type { StudioContext } from './studio-context.ts';
import type { EditLabel } from './studio-state.ts';

/**
 * The history of the studio's own classes and samples.
 * @param onReturned called when samples came back that may have to be embedded
 */
export function connectEditHistory(
  { ports, store, embeddings, announce }: Omit<StudioContext, 'edits' | 'keeper'>,
  onReturned: () => void,
): EditHistory {
  return createEditHistory({
    read: store.getState,
    write: (collection) => store.setState(collection),
    onReplayed(direction, label) {
      const { engine, samples } = store.getState();
      // The base model may be another one by now. While the engine starts, its end sees to that.
      if (engine.phase === 'ready') {
        store.setState({ samples: markReadySamples(samples, embeddings, engine.baseModel) });
      }
      announce(describe(direction, label));
      onReturned();
    },
    // Gives the memory of images back as soon as nothing can bring them back any more.
    onForgotten: (reachable) =>
      embeddings.keepOnly(new Set(Array.from(reachable).flatMap(({ imageHash }) => imageHash ?? []))),
  });

  function describe(direction: 'undo' | 'redo', label: EditLabel): string {
    const { announcements, edits } = ports.messages;
    const { kind, className, imageCount } = label;
    if (direction === 'undo' && kind === 'delete-class') {
      return announcements.classPutBack(className ?? '', imageCount);
    }
    if (direction === 'undo' && kind === 'remove-images') return announcements.imagesPutBack(imageCount);
    const words = edits[kind](className ?? '', imageCount);
    return direction === 'undo' ? announcements.undone(words) : announcements.redone(words);
  }
}
