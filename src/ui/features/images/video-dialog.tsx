import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Failure } from '../../../core/shared/failure.ts';
import type { NamedBlob } from '../../../studio/studio.ts';
import type { WaitingVideo } from '../../../studio/studio-state.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts, type VideoSession } from '../../page-ports.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { FrameForm, type FrameFormProps } from './frame-form.tsx';
import classes from './video-dialog.module.css';

/** Asks of one video after the other which frames become images of its class, and takes them. */
export function VideoDialog({ videos }: { readonly videos: readonly [WaitingVideo, ...WaitingVideo[]] }) {
  const studio = useStudio();
  const { video: words } = useMessages();
  const [waiting, ...others] = videos;
  const className = useStudioState(({ classes }) => classes.find(({ id }) => id === waiting.classId)?.name);
  const stopTaking = useRef<(() => void) | null>(null);

  function end(frames: readonly NamedBlob[], failure: Failure | null) {
    void studio.takeFrames(waiting.id, frames, failure);
  }

  /** While frames are taken, those so far are kept. */
  function close() {
    if (stopTaking.current === null) end([], null);
    else stopTaking.current();
  }

  function leaveAll() {
    for (const { id } of others) void studio.takeFrames(id, [], null);
    close();
  }

  return (
    <Dialog title={words.title(className ?? '')} onClose={close}>
      <div className={classes.body}>
        <p className={classes.file}>
          <bdi>{waiting.file}</bdi>
        </p>
        <OpenedVideo
          key={waiting.id}
          waiting={waiting}
          stopTaking={stopTaking}
          onCancel={close}
          onTaken={end}
        />
        {others.length > 0 && (
          <div className={classes.more}>
            <p className={classes.note}>{words.more(others.length)}</p>
            <Button variant="subtle" px={10} onClick={leaveAll}>
              {words.leaveAll}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface OpenedVideoProps extends Omit<FrameFormProps, 'video' | 'file'> {
  readonly waiting: WaitingVideo;
}

function OpenedVideo({ waiting, ...form }: OpenedVideoProps) {
  const ports = usePagePorts();
  const { video: words } = useMessages();
  const [video, setVideo] = useState<VideoSession | null>(null);
  const refuse = useEffectEvent((failure: Failure) => form.onTaken([], failure));

  useEffect(() => {
    let closed = false;
    let session: VideoSession | null = null;
    async function open() {
      const opened = await ports.openVideo(waiting.video);
      if ('kind' in opened) {
        if (!closed) refuse(opened);
      } else if (closed) {
        opened.close();
      } else {
        session = opened;
        setVideo(opened);
      }
    }
    void open();
    return () => {
      closed = true;
      session?.close();
    };
  }, [ports, waiting]);

  if (video === null) return <TaskProgress name={words.opening} fraction={null} />;
  return <FrameForm video={video} file={waiting.file} {...form} />;
}
