import { Button } from '@mantine/core';
import { type Icon, IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { EditLabel } from '../../../studio/studio-state.ts';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './history-buttons.module.css';
import { useHistoryKeys } from './use-history-keys.ts';

/** Undo and redo, each with the words of what it would do and only while there is something. */
export function HistoryButtons() {
  const studio = useStudio();
  const { gallery, edits } = useMessages();
  const undoable = useStudioState((state) => state.undoable);
  const redoable = useStudioState((state) => state.redoable);
  useHistoryKeys();
  if (undoable === null && redoable === null) return null;

  const say = ({ kind, className, imageCount }: EditLabel) => edits[kind](className ?? '', imageCount);
  return (
    <div className={classes.buttons}>
      {undoable !== null && (
        <HistoryButton icon={IconArrowBackUp} words={gallery.undo(say(undoable))} onPress={studio.undo} />
      )}
      {redoable !== null && (
        <HistoryButton icon={IconArrowForwardUp} words={gallery.redo(say(redoable))} onPress={studio.redo} />
      )}
    </div>
  );
}

interface HistoryButtonProps {
  readonly icon: Icon;
  readonly words: string;
  readonly onPress: () => void;
}

function HistoryButton({ icon: Icon, words, onPress }: HistoryButtonProps) {
  return (
    <Button
      ref={handOnFocus}
      variant="subtle"
      px={10}
      leftSection={<Icon size={18} stroke={1.75} />}
      title={words}
      styles={{ label: { whiteSpace: 'nowrap' } }}
      onClick={onPress}
    >
      <span className={classes.words}>{words}</span>
    </Button>
  );
}
