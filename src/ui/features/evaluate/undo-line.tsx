import { Button } from '@mantine/core';
import { useState } from 'react';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './undo-line.module.css';

/** At the foot of a dialog in which images are mended: takes back what was done last in here. */
export function UndoLine() {
  const studio = useStudio();
  const { edits } = useMessages();
  const { labels } = useLateMessages();
  const undoable = useStudioState((state) => state.undoable);
  const [before] = useState(undoable);
  if (undoable === null || undoable === before) return null;
  return (
    <div className={classes.line}>
      <Button ref={handOnFocus} variant="subtle" px={10} onClick={studio.undo}>
        {labels.undo(edits[undoable.kind](undoable.className ?? '', undoable.imageCount))}
      </Button>
      <span>{labels.trainAgain}</span>
    </div>
  );
}
