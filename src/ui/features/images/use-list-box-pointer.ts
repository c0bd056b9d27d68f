import { type DragEvent, type MouseEvent, type PointerEvent, useRef } from 'react';
import { writeDraggedImages } from './dragged-images.ts';

/** Holding a finger so long on an image starts a selection. */
const holdMs = 450;
/** A finger that moves further scrolls. */
const holdPx = 10;

interface ListBoxPointer {
  /** Whether something is selected: a tap selects then, instead of looking closer. */
  readonly selecting: boolean;
  readonly onToggle: (sampleId: string) => void;
  readonly onExtend: (sampleId: string) => void;
  readonly onOpen: (sampleId: string) => void;
  /** What is dragged by that image. */
  readonly listDragged: (sampleId: string) => readonly string[];
}

/** What mouse, pen and finger do in a list box of images: the handlers for the element around the options. */
export function useListBoxPointer({ selecting, onToggle, onExtend, onOpen, listDragged }: ListBoxPointer) {
  const press = useRef({ touches: false, held: false, x: 0, y: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const letGo = () => clearTimeout(timer.current);

  return {
    onPointerDown(event: PointerEvent) {
      const { pointerType, clientX: x, clientY: y } = event;
      const touches = pointerType === 'touch';
      press.current = { touches, held: false, x, y };
      const option = findOption(event);
      // A finger that is held selects; dragging is for the mouse.
      if (option !== null) option.draggable = !touches;
      letGo();
      const id = option?.dataset.sample;
      if (!touches || id === undefined) return;
      timer.current = setTimeout(() => {
        press.current.held = true;
        onToggle(id);
      }, holdMs);
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { x, y } = press.current;
      if (Math.hypot(clientX - x, clientY - y) > holdPx) letGo();
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onPointerLeave: letGo,
    onContextMenu(event: MouseEvent) {
      if (press.current.touches) event.preventDefault();
    },
    onClick(event: MouseEvent) {
      const id = findOption(event)?.dataset.sample;
      const { touches, held } = press.current;
      press.current = { ...press.current, held: false };
      if (id === undefined || held) return;
      if (event.shiftKey) onExtend(id);
      else if (touches && !selecting) onOpen(id);
      else onToggle(id);
    },
    onDoubleClick(event: MouseEvent) {
      const id = findOption(event)?.dataset.sample;
      if (id !== undefined && !press.current.touches && !event.shiftKey) onOpen(id);
    },
    onDragStart(event: DragEvent) {
      const id = findOption(event)?.dataset.sample;
      if (id === undefined) return;
      writeDraggedImages(event.dataTransfer, listDragged(id));
    },
  };
}

function findOption({ target }: { readonly target: EventTarget }): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-sample]') : null;
}
