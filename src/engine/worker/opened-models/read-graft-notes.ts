import { type ModelNotes, readModelNotes } from '../../../core/export/read-model-notes.ts';

/** What a file of Graft says of the model in it. */
export type GraftNotes = ModelNotes & {
  readonly labels: readonly string[];
  readonly inputSize: number;
  readonly inputRange: readonly [number, number];
};

/**
 * @param metadata the text of a `ModelMetadata`
 * @returns null where Graft has not written it, or it does not say how the model is fed
 */
export function readGraftNotes(metadata: string): GraftNotes | null {
  const notes = readModelNotes(metadata, null);
  const { maker, contains, labels, inputSize, inputRange } = notes;
  const isSaid = maker === 'graft' && contains === 'full';
  if (!isSaid || labels === null || inputSize === null || inputRange === null) return null;
  return { ...notes, labels, inputSize, inputRange };
}
