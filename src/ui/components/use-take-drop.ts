import { useCallback } from 'react';
import type { ListFiles } from '../../studio/studio.ts';
import { useMessages } from '../messages-context.ts';
import { usePagePorts } from '../page-ports.ts';
import { useStudio } from '../studio-context.tsx';

/**
 * Takes what was dropped: files, or an image of another page. Must be called inside the drop event's own task. What cannot be
 * taken is listed with the reason, and the answer is null.
 */
export function useTakeDrop(): (transfer: DataTransfer) => ListFiles | null {
  const studio = useStudio();
  const ports = usePagePorts();
  const { problems } = useMessages();
  return useCallback(
    (transfer) => {
      if (hasFiles(transfer)) return ports.readDroppedFiles(transfer);
      const image = ports.readLinkedImage(transfer);
      if (image !== null && !('failure' in image)) return async () => [image];
      if (image === null) studio.refuseFile(problems.dropped, { kind: 'drop-without-image' });
      else studio.refuseFile(image.path, image.failure);
      return null;
    },
    [studio, ports, problems],
  );
}

/** Some browsers promise files that are then not there. */
export function hasFiles(transfer: DataTransfer): boolean {
  return Array.from(transfer.items).some(({ kind }) => kind === 'file');
}
