import { useMemo } from 'react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './try-one.module.css';

const shownCount = 6;

/** A few images that the head has not learned from, to try with one click; nothing when there are none. */
export function TryOne({ model }: { readonly model: TrainedModel }) {
  const studio = useStudio();
  const { predict } = useMessages();
  const samples = useStudioState((state) => state.samples);
  const unseen = useMemo(() => pickUnseen(samples, model), [samples, model]);
  if (unseen.length === 0) return null;
  return (
    <div>
      <p className={classes.title}>{predict.tryOne}</p>
      <ul className={classes.images}>
        {unseen.map(({ id, file, image, thumbnail }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.image}
              aria-label={predict.tryImage(file)}
              title={file}
              onClick={() => void studio.predictFile({ path: file, blob: image })}
            >
              <BlobImage blob={thumbnail ?? image} alt="" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Spread evenly over the test set, or over the validation set when the head was not refit on it. */
function pickUnseen(samples: readonly StudioSample[], model: TrainedModel): readonly StudioSample[] {
  const { test, validation } = model.split;
  const unseenIds = new Set(test.length > 0 ? test : model.refitDone ? [] : validation);
  const unseen = samples.filter((sample) => unseenIds.has(sample.id));
  const step = Math.max(1, unseen.length / shownCount);
  return Array.from(
    { length: Math.min(shownCount, unseen.length) },
    (_, index) => unseen[Math.floor(index * step)],
  ).filter((sample) => sample !== undefined);
}
