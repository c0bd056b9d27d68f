import { useState } from 'react';
import { countTopK } from '../../../core/evaluation/count-top-k.ts';
import { wilsonInterval } from '../../../core/evaluation/wilson-interval.ts';
import type { EvaluatedSet } from '../../../studio/studio.ts';
import type { SetEvaluation, TrainedModel } from '../../../studio/studio-state.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useModelClassColours, useModelClassNames } from '../../use-model-classes.ts';
import { ClassReportTable } from './class-report-table.tsx';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import type { Cell } from './confusion-matrix-table.tsx';
import classes from './scores.module.css';

const CellImagesDialog = createLazyPart(
  async () => (await import('./cell-images-dialog.tsx')).CellImagesDialog,
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
  const { general } = useMessages();
  const { evaluation: words } = useLateMessages();
  const classNames = useModelClassNames(model);
  const classColours = useModelClassColours(model);
  const [cell, setCell] = useState<Cell | null>(null);
  const { accuracy, macroF1, sampleCount, confusionMatrix, perClass } = setEvaluation.evaluation;
  const { probabilities, trueClassIndexes } = setEvaluation;
  const rightCount = Math.round(accuracy * sampleCount);
  const k = chooseK(perClass.length);

  return (
    <div className={classes.body}>
      <p className={classes.note}>{set === 'validation' ? words.validationNote : words.testNote}</p>
      <dl className={classes.scores}>
        <div>
          <dt>{words.accuracy}</dt>
          <dd className={classes.score}>{general.percent(accuracy)}</dd>
          <dd>{words.accuracyHelp(rightCount, sampleCount)}</dd>
          <dd>{words.interval(wilsonInterval(rightCount, sampleCount))}</dd>
        </div>
        {k > 1 && (
          <div>
            <dt>{words.topK(k)}</dt>
            <dd className={classes.score}>
              {general.percent(countTopK(probabilities, trueClassIndexes, perClass.length, k) / sampleCount)}
            </dd>
            <dd>{words.topKHelp(k)}</dd>
          </div>
        )}
        <div>
          <dt>{words.macroF1}</dt>
          <dd className={classes.score}>{general.percent(macroF1)}</dd>
          <dd>{words.macroF1Help}</dd>
        </div>
      </dl>
      <Explanation subject={words.scores}>
        <p>{words.scoresHelp}</p>
        <p>{words.scoresInterval}</p>
      </Explanation>
      <ConfusionMatrix classNames={classNames} counts={confusionMatrix.counts} onOpen={setCell} />
      <ClassReportTable classNames={classNames} classColours={classColours} perClass={perClass} />
      {cell !== null && (
        <CellImagesDialog
          cell={cell}
          classNames={classNames}
          setEvaluation={setEvaluation}
          onClose={() => setCell(null)}
        />
      )}
    </div>
  );
}
