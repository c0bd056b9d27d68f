import { useEffect, useState } from 'react';
import { type Failure, isFailure } from '../../../core/shared/failure.ts';
import { type PreviewSample, selectPreviewSamples } from '../../../studio/select-preview-samples.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './copy-previews.module.css';

/** A few of the person's images, each in a row with its copies, as training will see them. */
export function CopyPreviews({ copies }: { readonly copies: number }) {
  const { augmentationForm } = useLateMessages();
  const previews = useStudioState(selectPreviewSamples);
  if (previews.length === 0) return <p className={classes.empty}>{augmentationForm.noPreviews}</p>;
  return (
    <ul className={classes.rows} aria-label={augmentationForm.previews}>
      {previews.map((preview) => (
        <li key={preview.sample.id} className={classes.row}>
          <PreviewRow {...preview} copies={copies} />
        </li>
      ))}
    </ul>
  );
}

function PreviewRow({ sample, className, copies }: PreviewSample & { readonly copies: number }) {
  const { augmentationForm } = useLateMessages();
  const pictures = useCopies(sample);
  const numbers = Array.from({ length: copies }, (_, index) => index + 1);
  if (isFailure(pictures)) return <FailureNotice failure={pictures} subject={sample.file} />;
  return (
    <>
      {sample.thumbnail !== null && (
        <BlobImage
          className={classes.original}
          blob={sample.thumbnail}
          alt={augmentationForm.original(className)}
        />
      )}
      {numbers.map((number) => {
        const picture = pictures[number - 1];
        return picture === undefined ? (
          <span key={number} className={classes.pending} />
        ) : (
          <BlobImage
            key={number}
            className={classes.copy}
            blob={picture}
            alt={augmentationForm.copy(number, className)}
          />
        );
      })}
    </>
  );
}

/** The copies as the settings ask for them; those from before while new ones are on their way. */
function useCopies(sample: PreviewSample['sample']): readonly Blob[] | Failure {
  const studio = useStudio();
  const settings = useStudioState((state) => state.settings);
  const [pictures, setPictures] = useState<readonly Blob[] | Failure>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copies are drawn by the settings of the studio
  useEffect(() => {
    let isStale = false;
    void studio.drawCopies(sample).then((drawn) => {
      if (!isStale) setPictures(drawn);
    });
    return () => {
      isStale = true;
    };
  }, [studio, sample, settings]);
  return pictures;
}
