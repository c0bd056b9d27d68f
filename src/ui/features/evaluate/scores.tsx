import { Button } from '@mantine/core';
import { useState } from 'react';
import { countTopK } from '../../../core/evaluation/count-top-k.ts';
import { selectModelFit } from '../../../studio/select-model-fit.ts';
import type { EvaluatedSet } from '../../../studio/studio.ts';
import type { SetEvaluation, TrainedModel } from '../../../studio/trained-model.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { useModelClassColours, useModelClassNames } from '../../use-model-classes.ts';
import { AdviceList } from './advice-list.tsx';
import { CalibrationPart } from './calibration-part.tsx';
import { ClassReportTable } from './class-report-table.tsx';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import type { Cell } from './confusion-matrix-table.tsx';
import { ScoreList } from './score-list.tsx';
import classes from './scores.module.css';
import { ThresholdPart } from './threshold-part.tsx';

const CellImagesDialog = createLazyPart(
  async () => (await import('./cell-images-dialog.tsx')).CellImagesDialog,
);

const LabelErrorsDialog = createLazyPart(
  async () => (await import('./label-errors-dialog.tsx')).LabelErrorsDialog,
);

interface ScoresProps {
  readonly model: TrainedModel;
  readonly set: EvaluatedSet;
  readonly setEvaluation: SetEvaluation;
}

/** A look at the first few guesses tells something only where there are many more classes; 1 for no such look. */
function chooseK(classCount: number): number {
  if (classCount >= 15) return 5;
  if (classCount >= 6) return 3;
  return classCount >= 3 ? 2 : 1;
}

/** All figures of one set: how often the head is right, and what it mixes up. */
export function Scores({ model, set, setEvaluation }: ScoresProps) {
  const { evaluation: words, calibration, labels } = useLateMessages();
  const classNames = useModelClassNames(model);
  const classColours = useModelClassColours(model);
  const [cell, setCell] = useState<Cell | null>(null);
  const [checksLabels, setChecksLabels] = useState(false);
  /** Its figures take a moment with thousands of images. */
  const [showsCalibration, setShowsCalibration] = useState(false);
  const fit = useStudioState(selectModelFit);
  const { sampleCount, confusionMatrix, perClass } = setEvaluation.evaluation;
  const { probabilities, trueClassIndexes } = setEvaluation;
  const k = chooseK(perClass.length);

  return (
    <div className={classes.body}>
      <p className={classes.note}>{set === 'validation' ? words.validationNote : words.testNote}</p>
      {(fit === 'classes-changed' || fit === 'images-changed') && (
        <Notice kind="problem">
          {words.outOfDate}{' '}
          <a className={classes.link} href="#train">
            {words.trainAgain}
          </a>
        </Notice>
      )}
      <ScoreList
        evaluation={setEvaluation.evaluation}
        topK={
          k > 1
            ? { k, accuracy: countTopK(probabilities, trueClassIndexes, perClass.length, k) / sampleCount }
            : null
        }
      />
      <Explanation subject={words.scores}>
        <p>{words.scoresHelp}</p>
        <p>{words.scoresInterval}</p>
      </Explanation>
      <AdviceList
        model={model}
        setEvaluation={setEvaluation}
        classNames={classNames}
        onOpenCell={setCell}
        onCheckLabels={() => setChecksLabels(true)}
      />
      <ConfusionMatrix classNames={classNames} counts={confusionMatrix.counts} onOpen={setCell} />
      <ClassReportTable classNames={classNames} classColours={classColours} perClass={perClass} />
      <div>
        <Disclosure title={calibration.title} onOpen={() => setShowsCalibration(true)}>
          {showsCalibration && <CalibrationPart model={model} setEvaluation={setEvaluation} />}
        </Disclosure>
        <Disclosure title={calibration.none}>
          <ThresholdPart model={model} setEvaluation={setEvaluation} />
        </Disclosure>
      </div>
      <section>
        <h3 className={classes.title}>{labels.title}</h3>
        <p className={classes.help}>{labels.intro}</p>
        <Button variant="default" onClick={() => setChecksLabels(true)}>
          {labels.open}
        </Button>
      </section>
      {cell !== null && (
        <CellImagesDialog
          cell={cell}
          classNames={classNames}
          classIds={model.classIds}
          setEvaluation={setEvaluation}
          onClose={() => setCell(null)}
        />
      )}
      {checksLabels && <LabelErrorsDialog onClose={() => setChecksLabels(false)} />}
    </div>
  );
}
