import { useMemo, useState } from 'react';
import type { Comparison } from '../../../studio/experiments-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './disagreement-list.module.css';
import partClasses from './experiments-part.module.css';
import { listDisagreements } from './list-disagreements.ts';

/** So many images are shown at first, and come with each "Show more". */
const pageSize = 8;

interface DisagreementListProps {
  readonly comparison: Comparison;
  readonly classNames: readonly string[];
}

/** The images on which the approaches disagree, with what each says. */
export function DisagreementList({ comparison, classNames }: DisagreementListProps) {
  const { experiments: all } = useLateMessages();
  const words = all.comparison;
  const samples = useStudioState((state) => state.samples);
  const disagreements = useMemo(() => listDisagreements(comparison), [comparison]);
  const byId = useMemo(() => new Map(samples.map((sample) => [sample.id, sample])), [samples]);
  const [shownCount, setShownCount] = useState(pageSize);
  const title = words.disagreements(disagreements.length);
  if (disagreements.length === 0) return <p className={partClasses.finding}>{words.allAgree}</p>;
  return (
    <>
      <h4 className={partClasses.subtitle}>{title}</h4>
      <p className={partClasses.help}>{words.disagreementsHelp}</p>
      <ul className={classes.images} aria-label={title}>
        {disagreements.slice(0, shownCount).map(({ sampleId, trueClassIndex, answers }) => {
          const sample = byId.get(sampleId);
          return (
            <li key={sampleId}>
              {sample === undefined ? (
                <p className={classes.gone}>{words.imageGone}</p>
              ) : (
                <BlobImage blob={sample.thumbnail ?? sample.image} alt={sample.file} loading="lazy" />
              )}
              <div className={classes.words}>
                <strong>{words.truth(classNames[trueClassIndex] ?? '')}</strong>
                {answers.map(({ classIndex, names }) => (
                  <span key={classIndex}>
                    {words.says(
                      classNames[classIndex] ?? '',
                      names.map((name) => all.approaches[name]),
                    )}
                  </span>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
      <ShowMore
        shownCount={shownCount}
        totalCount={disagreements.length}
        pageSize={pageSize}
        onMore={setShownCount}
      />
    </>
  );
}
