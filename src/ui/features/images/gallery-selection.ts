/** Which images of a class are selected, and from where the next range is counted. */
export interface GallerySelection {
  readonly ids: ReadonlySet<string>;
  /** The last image that was selected or taken out by itself: one end of a range. */
  readonly anchorId: string | null;
  /** What was selected when the anchor was set; a range adds to it, and gives back what it no longer covers. */
  readonly base: ReadonlySet<string>;
}

export const nothingSelected: GallerySelection = { ids: new Set(), anchorId: null, base: new Set() };

/** Selects an image, or takes it out of the selection. */
export function toggleImage({ ids }: GallerySelection, id: string): GallerySelection {
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  return { ids: after, anchorId: id, base: after };
}

/**
 * Selects all from the anchor to an image, both included.
 * @param order the ids in the order in which they are shown
 * @param fromId the anchor where there is none yet, or where it is no longer shown
 */
export function selectRange(
  selection: GallerySelection,
  order: readonly string[],
  fromId: string,
  toId: string,
): GallerySelection {
  const { ids, anchorId, base } = selection;
  const isAnchored = anchorId !== null && order.includes(anchorId);
  const start = isAnchored ? anchorId : fromId;
  const kept = isAnchored ? base : ids;
  const [first = 0, last = 0] = [order.indexOf(start), order.indexOf(toId)].sort((a, b) => a - b);
  return { ids: new Set([...kept, ...order.slice(first, last + 1)]), anchorId: start, base: kept };
}

/** Selects all of a list. */
export function selectAll(order: readonly string[]): GallerySelection {
  const ids = new Set(order);
  return { ids, anchorId: null, base: ids };
}
