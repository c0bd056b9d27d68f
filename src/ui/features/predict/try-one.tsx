import { useMemo } from 'react';
import type { Classifier } from '../../../studio/opened-model.ts';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './try-one.module.css';

const shownCount = 6;

/** A few images that the classifier has not learned from, as far as is known, to try with one click; nothing when there are none. */
export function TryOne({ classifier }: { readonly classifier: Classifier }) {
  const studio = useStudio();
  const { predict } = useMessages();
  const { openedModel } = useLateMessages();
  const samples = useStudioState((state) => state.samples);
  const unseen = useMemo(() => pickUnseen(samples, classifier), [samples, classifier]);
  if (unseen.length === 0) return null;
  return (
    <div>
      <p className={classes.title}>{'facts' in classifier ? openedModel.tryOne : predict.tryOne}</p>
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

/** Spread evenly over what it has not learned from. */
function pickUnseen(samples: readonly StudioSample[], classifier: Classifier): readonly StudioSample[] {
  const unseen = listUnseen(samples, classifier);
  const step = Math.max(1, unseen.length / shownCount);
  return Array.from(
    { length: Math.min(shownCount, unseen.length) },
    (_, index) => unseen[Math.floor(index * step)],
  ).filter((sample) => sample !== undefined);
}

/** The test set, or the validation set when the head was not refit on it; of a model from a file nobody knows. */
function listUnseen(samples: readonly StudioSample[], classifier: Classifier): readonly StudioSample[] {
  if ('facts' in classifier) return samples;
  const { test, validation } = classifier.split;
  const unseenIds = new Set(test.length > 0 ? test : classifier.refitDone ? [] : validation);
  return samples.filter((sample) => unseenIds.has(sample.id));
}
