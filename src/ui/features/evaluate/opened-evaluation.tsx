import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { findOpenedFit, type OpenedFit } from '../../../studio/find-opened-fit.ts';
import { listOpenedSamples, type MatchedClasses, matchClasses } from '../../../studio/match-classes.ts';
import type { OpenedEvaluation as Judged, OpenedSet } from '../../../studio/opened-evaluation.ts';
import type { OpenedModel } from '../../../studio/opened-model.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { RestingButton } from '../../components/resting-button.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { OpenedScores } from './opened-scores.tsx';
import classes from './scores.module.css';
import setChoice from './set-choice.module.css';

const sets: readonly OpenedSet[] = ['all', 'validation', 'test'];

/** Judges the model from a file on the images here. */
export function OpenedEvaluation({ model }: { readonly model: OpenedModel }) {
  const studio = useStudio();
  const { openedEvaluation: words } = useLateMessages();
  const state = useStudioState((studioState) => studioState.openedEvaluation);
  const studioClasses = useStudioState((studioState) => studioState.classes);
  const samples = useStudioState((studioState) => studioState.samples);
  const trained = useStudioState((studioState) => studioState.model);
  const [set, setSet] = useState<OpenedSet>('all');
  const matched = useMemo(
    () => matchClasses({ classes: studioClasses, samples }, model),
    [studioClasses, samples, model],
  );
  const counts = useMemo(() => {
    const here = { classes: studioClasses, samples, model: trained };
    return new Map(sets.map((each) => [each, listOpenedSamples(here, matched, each).length]));
  }, [studioClasses, samples, trained, matched]);
  const fit = useMemo(() => {
    const here = { classes: studioClasses, samples, model: trained };
    return state.phase === 'done' ? findOpenedFit(state, model, here) : 'current';
  }, [state, model, studioClasses, samples, trained]);
  if (samples.length === 0) return <p className={classes.help}>{words.noImages}</p>;
  const imageCount = counts.get(set) ?? 0;
  const running = state.phase === 'running';
  return (
    <div className={classes.body}>
      <Match matched={matched} model={model} />
      {matched.columns.size > 0 && (
        <>
          <SegmentedControl
            aria-label={words.set}
            className={setChoice.sets ?? ''}
            value={set}
            onChange={(value) => setSet(sets.find((each) => each === value) ?? 'all')}
            data={sets.map((value) => ({
              value,
              label: words.sets[value],
              disabled: counts.get(value) === 0,
            }))}
          />
          <RestingButton
            variant="default"
            resting={running || imageCount === 0}
            onClick={() => void studio.evaluateOpened(set)}
          >
            {words.judge(imageCount)}
          </RestingButton>
          {running && (
            <TaskProgress
              name={words.running}
              detail={words.of(state.doneCount, state.totalCount)}
              fraction={state.totalCount === 0 ? null : state.doneCount / state.totalCount}
              stopping={state.stopping}
              onStop={studio.stopEvaluatingOpened}
            />
          )}
        </>
      )}
      {state.phase === 'failed' && (
        <div role="alert">
          <FailureNotice failure={state.failure} />
        </div>
      )}
      {state.phase === 'done' && <Result judged={state} fit={fit} />}
    </div>
  );
}

/** Which names are the same on both sides, and which are not. */
function Match({ matched, model }: { readonly matched: MatchedClasses; readonly model: OpenedModel }) {
  const { openedEvaluation: words } = useLateMessages();
  const { columns, unknownClasses, unmatchedLabels } = matched;
  if (columns.size === 0) return <Notice kind="problem">{words.noneMatch(model.labels)}</Notice>;
  return (
    <>
      <p className={classes.help}>{words.matched(model.name, columns.size)}</p>
      {unknownClasses.length > 0 && <Notice kind="hint">{words.unknownClasses(unknownClasses)}</Notice>}
      {unmatchedLabels.length > 0 && <Notice kind="hint">{words.unmatchedLabels(unmatchedLabels)}</Notice>}
    </>
  );
}

function Result({ judged, fit }: { readonly judged: Judged; readonly fit: OpenedFit }) {
  const { openedEvaluation: words } = useLateMessages();
  return (
    <>
      {fit !== 'current' && <Notice kind="hint">{words.outOfDate[fit]}</Notice>}
      {judged.ended !== null && <Notice kind="hint">{words.soFar}</Notice>}
      {judged.ended !== null && judged.ended !== 'stopped' && <FailureNotice failure={judged.ended} />}
      {judged.unreadCount > 0 && <Notice kind="problem">{words.unread(judged.unreadCount)}</Notice>}
      <Notice kind="hint">{words.caution}</Notice>
      <OpenedScores judged={judged} />
    </>
  );
}
