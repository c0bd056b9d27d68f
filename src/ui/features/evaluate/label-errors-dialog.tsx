import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CheckedLabels } from '../../../studio/label-check.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { ShowMore } from '../../components/show-more.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './label-errors-dialog.module.css';
import { LabelSuspectItem } from './label-suspect-item.tsx';
import { UndoLine } from './undo-line.tsx';

/** So many images come with each "Show more". */
const pageSize = 30;

/** Images that are probably in the wrong class, the worst first, each with the presses that mend it. */
export function LabelErrorsDialog({ onClose }: { readonly onClose: () => void }) {
  const studio = useStudio();
  const { labels } = useLateMessages();
  const labelCheck = useStudioState((state) => state.labelCheck);
  const check = () => void studio.checkLabels();
  return (
    <Dialog title={labels.title} size={760} onClose={onClose}>
      <div className={classes.body}>
        <p className={classes.intro}>{labels.intro}</p>
        {labelCheck.phase === 'checking' ? (
          <TaskProgress
            name={labels.checking}
            fraction={labelCheck.doneFraction}
            stopping={labelCheck.stopping}
            onStop={studio.stopCheckingLabels}
          />
        ) : (
          <div>
            <Button
              ref={handOnFocus}
              variant={labelCheck.phase === 'checked' ? 'default' : 'filled'}
              onClick={check}
            >
              {labelCheck.phase === 'checked' ? labels.checkAgain : labels.check}
            </Button>
          </div>
        )}
        {labelCheck.phase === 'failed' && (
          <FailureNotice subject={labels.failed} failure={labelCheck.failure} />
        )}
        {labelCheck.phase === 'checked' && <Suspects checked={labelCheck} />}
        <Explanation subject={labels.title}>
          <p>{labels.explanation}</p>
        </Explanation>
      </div>
      <UndoLine />
    </Dialog>
  );
}

function Suspects({ checked }: { readonly checked: CheckedLabels }) {
  const { labels } = useLateMessages();
  const samples = useStudioState((state) => state.samples);
  const byId = useMemo(() => new Map(samples.map((sample) => [sample.id, sample])), [samples]);
  const [shownCount, setShownCount] = useState(pageSize);
  const { suspects, checkedCount } = checked;
  const countOf = (kind: string) => suspects.filter((suspect) => suspect.kind === kind).length;
  if (suspects.length === 0) return <p className={classes.intro}>{labels.nothing(checkedCount)}</p>;
  return (
    <>
      <p className={classes.intro}>
        {labels.counts(checkedCount, countOf('error'), countOf('ambiguous'), countOf('outlier'))}
      </p>
      <ul className={classes.suspects} aria-label={labels.title}>
        {suspects.slice(0, shownCount).map((suspect) => (
          <LabelSuspectItem key={suspect.sampleId} suspect={suspect} sample={byId.get(suspect.sampleId)} />
        ))}
      </ul>
      <ShowMore
        shownCount={shownCount}
        totalCount={suspects.length}
        pageSize={pageSize}
        onMore={setShownCount}
      />
    </>
  );
}
