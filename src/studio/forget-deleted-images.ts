import type { StudioContext } from './studio-context.ts';

/** Gives the memory of images back as soon as no "Undo" can bring them back any more. */
export function forgetDeletedImages({ store, embeddings }: StudioContext): void {
  store.subscribe(({ samples, lastDeletion }, before) => {
    // Undo empties it with the images back in place; only another deletion makes the one before it final.
    if (lastDeletion === before.lastDeletion || before.lastDeletion === null || lastDeletion === null) return;
    const kept = [...samples, ...lastDeletion.samples.map(({ sample }) => sample)];
    embeddings.keepOnly(new Set(kept.flatMap(({ imageHash }) => imageHash ?? [])));
  });
}
