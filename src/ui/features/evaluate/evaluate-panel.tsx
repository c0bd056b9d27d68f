import { IconTargetArrow } from '@tabler/icons-react';
import { useState } from 'react';
import { isFailure } from '../../../core/shared/failure.ts';
import type { EvaluatedSet } from '../../../studio/studio.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './evaluate-panel.module.css';

const Scores = createLazyPart(
  async () => (await import('./scores.tsx')).Scores,
  <div className={classes.loading} />,
);

const SetChoice = createLazyPart(async () => (await import('./set-choice.tsx')).SetChoice, <span />);

/** Step three: how often the head is right, and what it mixes up. */
export function EvaluatePanel() {
  const { evaluate, steps } = useMessages();
  const model = useStudioState((state) => state.model);
  const [set, setSet] = useState<EvaluatedSet>('validation');

  return (
    <Panel
      id="evaluate"
      title={steps.evaluate}
      icon={<IconTargetArrow size={20} stroke={1.75} />}
      summary={model === null ? undefined : <SetChoice set={set} onSet={setSet} />}
    >
      {model === null ? (
        <p className={classes.before}>{evaluate.before}</p>
      ) : (
        <ModelEvaluation model={model} set={set} />
      )}
    </Panel>
  );
}

function ModelEvaluation({ model, set }: { readonly model: TrainedModel; readonly set: EvaluatedSet }) {
  const { evaluate } = useMessages();
  const setEvaluation = model.evaluation[set];
  if (isFailure(setEvaluation)) {
    return <FailureNotice subject={evaluate.notMeasured} failure={setEvaluation} />;
  }
  if (setEvaluation === null || setEvaluation.evaluation.sampleCount === 0) {
    return (
      <Notice kind="hint">{set === 'validation' ? evaluate.emptyValidation : evaluate.emptyTest}</Notice>
    );
  }
  return <Scores key={set} model={model} set={set} setEvaluation={setEvaluation} />;
}
