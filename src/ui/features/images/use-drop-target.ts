import { type DragEvent, useState } from 'react';
import { carriesFiles } from '../../components/carries-files.ts';
import { useTakeDrop } from '../../components/use-take-drop.ts';
import { useStudio } from '../../studio-context.tsx';
import { carriesImages, readDraggedImages } from './dragged-images.ts';

/** What is dragged over a class: files, or images of another class. */
export type DraggedKind = 'files' | 'images';

/**
 * Lets a class take what is dropped on it: files join it, images of other classes move to it.
 * @returns what is over it, null for nothing; the handlers for its element
 */
export function useDropTarget(classId: string) {
  const studio = useStudio();
  const takeDrop = useTakeDrop();
  const [dragged, setDragged] = useState<DraggedKind | null>(null);
  // Every element inside is entered and left on its own.
  const [depth, setDepth] = useState(0);
  // Images that come from this class are at home already.
  const [fromHere, setFromHere] = useState(false);

  function nameKind(event: DragEvent): DraggedKind | null {
    if (carriesImages(event)) return fromHere ? null : 'images';
    return carriesFiles(event) ? 'files' : null;
  }

  return {
    dragged: depth > 0 ? dragged : null,
    handlers: {
      onDragStart: () => setFromHere(true),
      onDragEnd: () => setFromHere(false),
      onDragEnter(event: DragEvent) {
        const kind = nameKind(event);
        if (kind === null) return;
        setDragged(kind);
        setDepth((before) => before + 1);
      },
      onDragLeave(event: DragEvent) {
        if (nameKind(event) !== null) setDepth((before) => Math.max(0, before - 1));
      },
      onDragOver(event: DragEvent) {
        const kind = nameKind(event);
        if (kind === null) return;
        event.preventDefault();
        if (kind === 'images') event.dataTransfer.dropEffect = 'move';
      },
      onDrop(event: DragEvent) {
        const kind = nameKind(event);
        if (kind === null) return;
        event.preventDefault();
        setDepth(0);
        if (kind === 'images') {
          studio.moveSamples(readDraggedImages(event.dataTransfer), classId);
          return;
        }
        const list = takeDrop(event.dataTransfer);
        if (list !== null) void studio.receiveDrop(list, classId);
      },
    },
  };
}
