import type { StudioSample } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import classes from './found-image.module.css';

interface FoundImageProps {
  readonly sample: StudioSample;
  /** What stands under it: the name of its class, or its set; nothing where it is missing. */
  readonly caption?: string;
}

/** A small image of a finding with a word under it. */
export function FoundImage({ sample, caption }: FoundImageProps) {
  return (
    <span className={classes.found} title={sample.file}>
      <span className={classes.picture}>
        {sample.thumbnail !== null && <BlobImage blob={sample.thumbnail} alt={sample.file} loading="lazy" />}
      </span>
      {caption !== undefined && <bdi className={classes.caption}>{caption}</bdi>}
    </span>
  );
}
