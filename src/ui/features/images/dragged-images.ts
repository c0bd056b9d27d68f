import type { DragEvent } from 'react';

/** Our own kind of data: no other page or program takes it, and it is no file. */
const dragType = 'application/x-graft-images';

/** Puts images of a class into a drag. */
export function writeDraggedImages(transfer: DataTransfer, sampleIds: readonly string[]): void {
  transfer.setData(dragType, JSON.stringify(sampleIds));
  transfer.effectAllowed = 'move';
}

/** True for a drag of images of a class; which ones is known only once they are dropped. */
export function carriesImages({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes(dragType);
}

/** The ids in a drag that was dropped; those of another tab mean nothing here, and are passed over later. */
export function readDraggedImages(transfer: DataTransfer): readonly string[] {
  try {
    const ids: unknown = JSON.parse(transfer.getData(dragType));
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
