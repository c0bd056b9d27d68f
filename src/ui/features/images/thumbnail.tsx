import { IconCheck, IconEyeOff, IconPin } from '@tabler/icons-react';
import { memo } from 'react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { useMessages } from '../../messages-context.ts';
import classes from './thumbnail.module.css';

interface ThumbnailProps {
  readonly sample: StudioSample;
  /** Its place among all that the list box holds, drawn or not; from 0. */
  readonly index: number;
  readonly totalCount: number;
  readonly selected: boolean;
  /** Whether the Tab key stops here. */
  readonly reachable: boolean;
}

/** One image of a class, as an option of the list box around it, which handles all that is done to it. */
export const Thumbnail = memo(function Thumbnail(props: ThumbnailProps) {
  const { sample, index, totalCount, selected, reachable } = props;
  const { gallery } = useMessages();
  const { id, file, thumbnail, disabled, pinnedSet } = sample;
  const waiting = sample.state === 'waiting';
  const words = gallery.describeImage(file, { waiting, disabled, pinnedSet });
  return (
    <div
      role="option"
      aria-selected={selected}
      aria-label={words}
      aria-setsize={totalCount}
      aria-posinset={index + 1}
      title={words}
      tabIndex={reachable ? 0 : -1}
      draggable
      className={classes.thumbnail}
      data-sample={id}
      data-waiting={waiting || undefined}
      data-left-out={disabled || undefined}
    >
      {thumbnail !== null && <BlobImage blob={thumbnail} alt="" loading="lazy" />}
      {selected && <IconCheck aria-hidden className={classes.check} size={16} stroke={3} />}
      {disabled && (
        <IconEyeOff aria-hidden className={classes.mark} data-kind="left-out" size={16} stroke={2} />
      )}
      {pinnedSet !== null && (
        <IconPin aria-hidden className={classes.mark} data-kind="pinned" size={16} stroke={2} />
      )}
    </div>
  );
});
