import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { EditLabel } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './deletion-notice.module.css';

/** Says what was just deleted and offers it back, without a time limit. */
export function DeletionNotice() {
  const studio = useStudio();
  const { images, general } = useMessages();
  const deletion = useStudioState(({ undoable }) => (isDeletion(undoable) ? undoable : null));
  const [dismissed, setDismissed] = useState<EditLabel | null>(null);
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
        {deletion.kind === 'delete-class'
          ? images.deletedClass(deletion.className ?? '')
          : images.removedImages(deletion.imageCount)}
      </span>
      <Button ref={undo} variant="light" onClick={() => studio.undo()}>
        {general.undo}
      </Button>
      <ActionIcon aria-label={general.close} onClick={() => setDismissed(deletion)}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

function isDeletion(label: EditLabel | null): boolean {
  return label?.kind === 'delete-class' || label?.kind === 'remove-images';
}

function takeLostFocus(heir: HTMLElement | null): void {
  if (document.activeElement === document.body) heir?.focus({ preventScroll: true });
}
