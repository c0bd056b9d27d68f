import { IconTargetArrow } from '@tabler/icons-react';
import { useState } from 'react';
import { isFailure } from '../../../core/shared/failure.ts';
import { selectClassifier } from '../../../studio/classifier.ts';
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

const ClassifierChoice = createLazyPart(
  async () => (await import('../../components/classifier-choice.tsx')).ClassifierChoice,
  <span />,
);

const OpenedEvaluation = createLazyPart(
  async () => (await import('./opened-evaluation.tsx')).OpenedEvaluation,
  <div className={classes.loading} />,
);

const SetChoice = createLazyPart(async () => (await import('./set-choice.tsx')).SetChoice, <span />);

/** Step three: how often the head, or the model from a file, is right, and what it mixes up. */
export function EvaluatePanel() {
  const { evaluate, steps } = useMessages();
  const bothThere = useStudioState(({ opened, model }) => opened.model !== null && model !== null);
  const classifier = useStudioState(selectClassifier);
  const opened = classifier !== null && 'facts' in classifier ? classifier : null;
  const trained = classifier !== null && !('facts' in classifier) ? classifier : null;
  const [set, setSet] = useState<EvaluatedSet>('validation');

  return (
    <Panel
      id="evaluate"
      title={steps.evaluate}
      icon={<IconTargetArrow size={20} stroke={1.75} />}
      summary={trained === null ? undefined : <SetChoice set={set} onSet={setSet} />}
    >
      {bothThere && (
        <div className={classes.choice}>
          <ClassifierChoice />
        </div>
      )}
      {opened !== null && <OpenedEvaluation model={opened} />}
      {trained !== null && <ModelEvaluation model={trained} set={set} />}
      {classifier === null && <p className={classes.before}>{evaluate.before}</p>}
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
