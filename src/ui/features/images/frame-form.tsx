import { Button } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import {
  frameLimits,
  nameFrame,
  planFrames,
  spreadFrames,
  suggestFrames,
} from '../../../core/dataset/plan-frames.ts';
import type { Failure } from '../../../core/shared/failure.ts';
import type { NamedBlob } from '../../../studio/studio.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { NumberBox } from '../../components/number-box.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import type { VideoSession } from '../../page-ports.ts';
import { takeFrames } from './take-frames.ts';
import classes from './video-dialog.module.css';

const shownCount = 6;

/** What it needs of the dialog around it. */
export interface FrameFormProps {
  readonly video: VideoSession;
  readonly file: string;
  /** Set while frames are taken. */
  readonly stopTaking: RefObject<(() => void) | null>;
  readonly onCancel: () => void;
  readonly onTaken: (frames: readonly NamedBlob[], failure: Failure | null) => void;
}

/** How many frames of a video, how far apart, and then how far taking them is. */
export function FrameForm({ video, file, stopTaking, onCancel, onTaken }: FrameFormProps) {
  const { video: words, general } = useMessages();
  const { durationSeconds, width, height } = video;
  const [plan, setPlan] = useState(() => suggestFrames(durationSeconds));
  const [shown, setShown] = useState<readonly Blob[]>([]);
  const [takenCount, setTakenCount] = useState<number | null>(null);
  const [stopping, setStopping] = useState(false);
  const looking = useRef(new AbortController());
  const times = planFrames(durationSeconds, plan);

  // A few frames of the whole video, to know it by.
  useEffect(() => {
    const look = new AbortController();
    looking.current = look;
    const moments = planFrames(durationSeconds, spreadFrames(durationSeconds, shownCount));
    const show = (blob: Blob) => !look.signal.aborted && setShown((before) => [...before, blob]);
    void takeFrames(moments, video.takeFrame, show, look.signal);
    return () => look.abort();
  }, [video, durationSeconds]);

  async function take() {
    looking.current.abort();
    const stop = new AbortController();
    stopTaking.current = () => {
      setStopping(true);
      stop.abort();
    };
    setShown([]);
    setTakenCount(0);
    const show = (blob: Blob) => {
      setShown((before) => [...before.slice(1 - shownCount), blob]);
      setTakenCount((count) => (count ?? 0) + 1);
    };
    const { frames, failed } = await takeFrames(times, video.takeFrame, show, stop.signal);
    stopTaking.current = null;
    onTaken(
      frames.map(({ seconds, blob }) => ({ path: nameFrame(file, seconds), blob })),
      failed ? { kind: 'video-broke-off', frameCount: frames.length } : null,
    );
  }

  return (
    <>
      <div className={classes.frames} aria-hidden>
        {Array.from({ length: shownCount }, (_, index) => {
          const blob = shown[index];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the strip shows places, not pictures
            <div key={index} className={classes.frame}>
              {blob !== undefined && <BlobImage blob={blob} alt="" />}
            </div>
          );
        })}
      </div>
      {takenCount === null ? (
        <>
          <p className={classes.note}>{words.about(durationSeconds, width, height)}</p>
          <div className={classes.numbers}>
            <NumberBox
              label={words.count}
              {...frameLimits.count}
              step={5}
              value={plan.count}
              onChange={(count) => setPlan({ ...plan, count })}
            />
            <NumberBox
              label={words.everySeconds}
              {...frameLimits.everySeconds}
              step={0.1}
              value={plan.everySeconds}
              onChange={(everySeconds) => setPlan({ ...plan, everySeconds })}
            />
          </div>
          <p className={classes.note} aria-live="polite">
            {words.plan(times.length, plan.count, times.at(-1) ?? 0, durationSeconds)}
          </p>
          <div className={classes.actions}>
            <Button ref={handOnFocus} onClick={() => void take()}>
              {words.take(times.length)}
            </Button>
            <Button variant="light" onClick={() => setPlan(spreadFrames(durationSeconds, plan.count))}>
              {words.spread}
            </Button>
            <Button variant="subtle" onClick={onCancel}>
              {general.cancel}
            </Button>
          </div>
        </>
      ) : (
        <TaskProgress
          name={words.taking}
          detail={words.taken(takenCount, times.length)}
          fraction={takenCount / times.length}
          onStop={() => stopTaking.current?.()}
          stopping={stopping}
        />
      )}
    </>
  );
}
