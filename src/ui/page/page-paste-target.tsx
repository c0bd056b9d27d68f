import { useEffect } from 'react';
import { isTextField } from '../components/is-text-field.ts';
import { hasFiles } from '../components/use-take-drop.ts';
import { usePagePorts } from '../page-ports.ts';
import { useStudio } from '../studio-context.tsx';

/**
 * Takes images that are pasted by the keyboard anywhere but into a text field; other pasted things mean nothing here. Nothing is
 * changed behind a dialog.
 */
export function PagePasteTarget(): null {
  const studio = useStudio();
  const ports = usePagePorts();

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      if (clipboardData === null || isTextField(target) || isDialogOpen()) return;
      if (hasFiles(clipboardData)) {
        event.preventDefault();
        void studio.receivePaste(ports.readDroppedFiles(clipboardData));
        return;
      }
      const image = ports.readLinkedImage(clipboardData);
      if (image === null) return;
      event.preventDefault();
      if ('failure' in image) studio.refuseFile(image.path, image.failure);
      else void studio.receivePaste(async () => [image]);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [studio, ports]);

  return null;
}

function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}
