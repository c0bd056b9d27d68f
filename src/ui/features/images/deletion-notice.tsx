import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Deletion } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './deletion-notice.module.css';

/** Says what was just deleted and offers it back, without a time limit. */
export function DeletionNotice() {
  const studio = useStudio();
  const { images, general } = useMessages();
  const deletion = useStudioState((state) => state.lastDeletion);
  const [dismissed, setDismissed] = useState<Deletion | null>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const shown = deletion !== null && deletion !== dismissed;

  // A pressed button goes with what it deleted, or with this notice; without this the keyboard would start from the top.
  useEffect(() => {
    if (deletion !== null && deletion !== dismissed) takeLostFocus(undo.current);
  }, [deletion, dismissed]);
  useEffect(() => {
    if (shown) return () => takeLostFocus(document.getElementById('images'));
  }, [shown]);

  if (!shown) return null;
  return (
    <div className={classes.notice}>
      <span className={classes.words}>
        {deletion.deletedClass === null
          ? images.removedImages(deletion.samples.length)
          : images.deletedClass(deletion.deletedClass.studioClass.name)}
      </span>
      <Button ref={undo} variant="light" onClick={() => studio.undoDelete()}>
        {general.undo}
      </Button>
      <ActionIcon aria-label={general.close} onClick={() => setDismissed(deletion)}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

function takeLostFocus(heir: HTMLElement | null): void {
  if (document.activeElement === document.body) heir?.focus({ preventScroll: true });
}
