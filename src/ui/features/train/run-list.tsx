import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { listRuns, runLimit } from '../../../studio/training-runs.ts';
import { Explanation } from '../../components/explanation.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { RunCurves } from './run-curves.tsx';
import classes from './run-list.module.css';
import { RunRow } from './run-row.tsx';

/** So many curves are shown before the person chooses. */
const firstCurveCount = 5;

/** Every run with its curves over the same axes, to be compared, used again, renamed and deleted. */
export function RunList() {
  const studio = useStudio();
  const { settings } = useMessages();
  const { runs: words } = useLateMessages();
  const kept = useStudioState((state) => state.runs);
  const model = useStudioState((state) => state.model);
  const runs = useMemo(() => listRuns({ runs: kept, model }), [kept, model]);
  const deleted = useStudioState((state) => state.deletedRun);
  const busy = useStudioState(
    (state) => state.training.phase === 'running' || state.settingsFinder.work.phase === 'running',
  );
  /** Runs of which the person has said whether their curves are shown. */
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map());
  const latest = new Set(runs.slice(-firstCurveCount).map(({ id }) => id));
  const isShown = (id: string) => choices.get(id) ?? latest.has(id);

  return (
    <div className={classes.runs}>
      <p className={classes.note}>{words.intro(runLimit)}</p>
      <Explanation subject={settings.runs(runs.length)}>
        {words.explanation.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Explanation>
      {runs.length > 0 && <RunCurves runs={runs.filter(({ id }) => isShown(id))} />}
      {deleted !== null && (
        <Notice
          kind="hint"
          action={
            <Button variant="light" onClick={() => studio.undoDeleteRun()}>
              {words.undo}
            </Button>
          }
        >
          {words.deleted(deleted.name)}
        </Notice>
      )}
      <ul className={classes.list} aria-label={words.list}>
        {runs.toReversed().map((run) => (
          <RunRow
            key={run.id}
            run={run}
            inUse={run.id === model?.runId}
            busy={busy}
            shown={isShown(run.id)}
            onShow={(shown) => setChoices(new Map(choices).set(run.id, shown))}
          />
        ))}
      </ul>
    </div>
  );
}
