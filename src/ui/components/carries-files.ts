import type { DragEvent as ReactDragEvent } from 'react';

/** True for a drag that brings files; text and links are left to the browser. */
export function carriesFiles(event: DragEvent | ReactDragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
