import { Button } from '@mantine/core';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './mend-buttons.module.css';

interface MendButtonsProps {
  /** As it is now; undefined where it has been deleted. */
  readonly sample: StudioSample | undefined;
  /** The class that it was in when it was judged. */
  readonly judgedClassId: string | undefined;
  /** Where it may belong; it is offered while that class is there. */
  readonly moveToClassId: string | null | undefined;
}

/** What can be done with one image that was judged, or what has been done since. */
export function MendButtons({ sample, judgedClassId, moveToClassId }: MendButtonsProps) {
  const studio = useStudio();
  const { labels } = useLateMessages();
  const studioClasses = useStudioState((state) => state.classes);
  if (sample === undefined) return <p className={classes.done}>{labels.isGone}</p>;
  const nameOf = (classId: string) => studioClasses.find(({ id }) => id === classId)?.name;
  const { id, classId, file, disabled } = sample;
  const target = moveToClassId === null || moveToClassId === undefined ? undefined : nameOf(moveToClassId);
  const moved = classId !== judgedClassId;
  return (
    <div className={classes.mends}>
      {moved && <p className={classes.done}>{labels.isIn(nameOf(classId) ?? '')}</p>}
      {disabled && <p className={classes.done}>{labels.isLeftOut}</p>}
      {!moved && !disabled && moveToClassId && target !== undefined && (
        <Mend
          words={labels.moveTo(target)}
          file={file}
          onPress={() => studio.moveSamples([id], moveToClassId)}
        />
      )}
      <Mend
        words={disabled ? labels.takeIn : labels.leaveOut}
        file={file}
        onPress={() => studio.disableSamples([id], !disabled)}
      />
      <Mend words={labels.delete} file={file} onPress={() => studio.removeSamples([id])} />
    </div>
  );
}

interface MendProps {
  readonly words: string;
  readonly file: string;
  readonly onPress: () => void;
}

/** One press that mends one image; read out with the image's name. */
export function Mend({ words, file, onPress }: MendProps) {
  const { labels } = useLateMessages();
  return (
    <Button
      ref={handOnFocus}
      variant="default"
      size="compact-sm"
      px={12}
      className={classes.mend ?? ''}
      aria-label={labels.of(words, file)}
      onClick={onPress}
    >
      {words}
    </Button>
  );
}
