import { IconPlant2 } from '@tabler/icons-react';
import { useState } from 'react';
import { findTrainOnObstacle } from '../../../studio/find-train-on-obstacle.ts';
import type { TrainingWay } from '../../../studio/studio.ts';
import type { TrainingState } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { RestingButton } from '../../components/resting-button.tsx';
import { StopButton } from '../../components/stop-button.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { CutOffNotice } from './cut-off-notice.tsx';
import { findTrainingObstacle } from './find-training-obstacle.ts';
import { GraftPicture } from './graft-picture.tsx';
import { RunsPart } from './runs-part.tsx';
import { SettingsFinderPart } from './settings-finder-part.tsx';
import classes from './train-panel.module.css';
import { TrainingPlan } from './training-plan.tsx';
import { TrainingSettingsForm } from './training-settings-form.tsx';
import { TrainingSummary } from './training-summary.tsx';
import { useDescribeRun } from './use-describe-run.ts';

const TrainingCharts = createLazyPart(
  async () => (await import('./training-charts.tsx')).TrainingCharts,
  <div className={classes.chartsLoading} />,
);

const TrainOnChoice = createLazyPart(
  async () => (await import('./train-on-choice.tsx')).TrainOnChoice,
  <span />,
);

const EpochChanges = createLazyPart(async () => (await import('./epoch-changes.tsx')).EpochChanges, <span />);

// Made once: what draws itself anew with each epoch leaves them as they are.
const picture = <GraftPicture />;
const settings = (
  <div>
    <TrainingSettingsForm />
    <SettingsFinderPart />
    <RunsPart />
  </div>
);

/** Step two: what training does, its one button, its curves and its settings. */
export function TrainPanel() {
  const studio = useStudio();
  const messages = useMessages();
  const training = useStudioState((state) => state.training);
  const model = useStudioState((state) => state.model);
  const obstacle = useStudioState((state) => findTrainingObstacle(state, messages));
  const { train, steps } = messages;
  const [way, setWay] = useState<TrainingWay>('anew');
  const canGoOn = useStudioState((state) => state.model !== null && findTrainOnObstacle(state) === null);
  const running = training.phase === 'running';
  const answers = useStudioState(({ epochAnswers }) =>
    epochAnswers !== null && epochAnswers.runId === (running ? null : (model?.runId ?? ''))
      ? epochAnswers
      : null,
  );
  const history = running ? training.history : model?.history;

  return (
    <Panel id="train" title={steps.train} icon={<IconPlant2 size={20} stroke={1.75} />}>
      <div className={classes.body}>
        {picture}
        <div className={classes.start}>
          <div className={classes.buttons}>
            <RestingButton
              fullWidth
              className={classes.button ?? ''}
              disabled={obstacle !== null && !running}
              resting={running}
              aria-describedby="train-plan"
              onClick={() => void studio.train(canGoOn ? way : 'anew')}
            >
              {train.start}
            </RestingButton>
            {running && (
              <StopButton
                className={`${classes.button} ${classes.stop}`}
                stopping={training.stopping}
                onStop={studio.stopTraining}
              />
            )}
          </div>
          {running ? (
            <RunProgress run={training} />
          ) : (
            <p id="train-plan" className={classes.plan}>
              {obstacle ?? <TrainingPlan />}
            </p>
          )}
          {model !== null && <TrainOnChoice model={model} way={way} disabled={running} onWay={setWay} />}
        </div>
        {training.phase === 'failed' && <FailureNotice failure={training.failure} />}
        {running && history?.length === 0 && <div className={classes.chartsLoading} />}
        {history !== undefined && history.length > 0 && (
          <TrainingCharts
            history={history}
            epochCount={running ? training.epochCount : history.length}
            bestEpoch={running ? null : (model?.bestEpoch ?? null)}
            headEpochCount={running ? training.headEpochCount : (model?.headEpochCount ?? null)}
            classCount={model?.classIds.length ?? 0}
            running={running}
          />
        )}
        {answers !== null && <EpochChanges answers={answers} running={running} />}
        {!running && model !== null && <TrainingSummary model={model} />}
        {!running && <CutOffNotice />}
        {settings}
      </div>
    </Panel>
  );
}

function RunProgress({ run }: { readonly run: Extract<TrainingState, { readonly phase: 'running' }> }) {
  const { train } = useMessages();
  const describe = useDescribeRun();
  const { words, fraction } = describe(run);
  return <TaskProgress name={train.progress} detail={words} fraction={fraction} stopping={run.stopping} />;
}
