import { useState } from 'react';
import type { SampleFinding } from '../../../studio/finding.ts';
import { ShowMore } from '../../components/show-more.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import { FoundImage } from './found-image.tsx';
import classes from './found-samples.module.css';
import { useFoundSamples } from './use-found-samples.ts';

const firstCount = 16;
const pageSize = 64;

/** The images of a finding; a press takes one off the list. */
export function FoundSamples({ finding }: { readonly finding: SampleFinding }) {
  const studio = useStudio();
  const { health } = useLateMessages();
  const [shownCount, setShownCount] = useState(firstCount);
  const { sampleOf, classNameOf } = useFoundSamples();
  const { kind, sampleIds } = finding;
  return (
    <>
      <ul className={classes.images}>
        {sampleIds.slice(0, shownCount).map((id) => {
          const sample = sampleOf(id);
          if (sample === undefined) return null;
          return (
            <li key={id}>
              <button
                type="button"
                className={classes.fine}
                aria-label={health.dismissSample(sample.file)}
                onClick={() => studio.dismissFinding({ kind, sampleIds: [id] })}
              >
                <FoundImage sample={sample} caption={classNameOf(sample.classId)} />
              </button>
            </li>
          );
        })}
      </ul>
      <ShowMore
        shownCount={shownCount}
        totalCount={sampleIds.length}
        pageSize={pageSize}
        onMore={setShownCount}
      />
      <p className={classes.help}>{health.dismissHelp}</p>
    </>
  );
}
