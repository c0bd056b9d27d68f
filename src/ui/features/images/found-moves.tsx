import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MoveFinding } from '../../../studio/finding.ts';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { ShowMore } from '../../components/show-more.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import { FoundImage } from './found-image.tsx';
import classes from './found-moves.module.css';
import { useFoundSamples } from './use-found-samples.ts';

const firstCount = 6;
const pageSize = 24;

/** Images that look like another class, each with a press that moves it there and one that leaves it. */
export function FoundMoves({ finding }: { readonly finding: MoveFinding }) {
  const studio = useStudio();
  const { health } = useLateMessages();
  const [shownCount, setShownCount] = useState(firstCount);
  const { sampleOf, classNameOf } = useFoundSamples();
  return (
    <>
      <ul className={classes.moves}>
        {finding.moves.slice(0, shownCount).map((move) => {
          const sample = sampleOf(move.sampleId);
          if (sample === undefined) return null;
          const [from, to] = [classNameOf(sample.classId), classNameOf(move.classId)];
          return (
            <li key={move.sampleId}>
              <FoundImage sample={sample} caption={from} />
              <div className={classes.words}>
                <span className={classes.sentence}>{health.looksLike(from, to)}</span>
                <span className={classes.buttons}>
                  <Button
                    ref={handOnFocus}
                    variant="default"
                    aria-label={health.moveFile(sample.file, to)}
                    onClick={() => studio.moveSamples([move.sampleId], move.classId)}
                  >
                    {health.moveTo(to)}
                  </Button>
                  <Button
                    ref={handOnFocus}
                    variant="subtle"
                    color="gray"
                    aria-label={health.dismissSample(sample.file)}
                    onClick={() => studio.dismissFinding({ kind: finding.kind, moves: [move] })}
                  >
                    {health.isFine}
                  </Button>
                </span>
              </div>
            </li>
          );
        })}
      </ul>
      <ShowMore
        shownCount={shownCount}
        totalCount={finding.moves.length}
        pageSize={pageSize}
        onMore={setShownCount}
      />
    </>
  );
}
