import type { DragEvent as ReactDragEvent } from 'react';
import { isTextField } from './is-text-field.ts';

/** Marks what is dragged from this page itself, which is never brought in. */
const ownType = 'application/x-graft-own';

/** Marks a drag that begins on this page; one from elsewhere has no beginning here. */
export function markOwnDrag({ dataTransfer }: DragEvent): void {
  dataTransfer?.setData(ownType, 'own');
}

/**
 * True for a drag that may bring images from outside: files, or a part of another page. Which of the two it is, and whether
 * there is an image in it, browsers tell only when it is dropped. Plain text is left to the browser, and so is all but files over
 * a text field.
 */
export function carriesFiles({ dataTransfer, target }: DragEvent | ReactDragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  if (types.includes(ownType)) return false;
  if (types.includes('Files')) return true;
  return (types.includes('text/html') || types.includes('text/uri-list')) && !isTextField(target);
}
