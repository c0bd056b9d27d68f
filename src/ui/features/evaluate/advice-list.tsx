import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { type Advice, selectAdvice } from '../../../studio/select-advice.ts';
import type { SetEvaluation, TrainedModel } from '../../../studio/trained-model.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './advice-list.module.css';
import type { Cell } from './confusion-matrix-table.tsx';

interface AdviceListProps {
  readonly model: TrainedModel;
  readonly setEvaluation: SetEvaluation;
  readonly classNames: readonly string[];
  readonly onOpenCell: (cell: Cell) => void;
  readonly onCheckLabels: () => void;
}

/** What to try next, as it follows from these figures; each with the press that takes the person there. */
export function AdviceList({ model, setEvaluation, classNames, onOpenCell, onCheckLabels }: AdviceListProps) {
  const studio = useStudio();
  const { advice: words } = useLateMessages();
  const all = useMemo(() => selectAdvice(model, setEvaluation), [model, setEvaluation]);
  const nameOf = (classIndex: number) => classNames[classIndex] ?? '';

  function say(advice: Advice): string {
    switch (advice.kind) {
      case 'few-judged':
        return words['few-judged'](advice.imageCount, advice.interval.lower, advice.interval.upper);
      case 'few-training':
        return words['few-training'](nameOf(advice.classIndex), advice.imageCount, advice.classCount);
      case 'overfitting':
        return words.overfitting(advice.trainingAccuracy, advice.validationAccuracy);
      case 'underfitting':
        return words.underfitting(advice.trainingAccuracy);
      case 'imbalance':
        return words.imbalance(nameOf(advice.largestIndex), nameOf(advice.smallestIndex), advice.ratio);
      case 'confused':
        return words.confused(
          advice.count,
          advice.support,
          nameOf(advice.trueClassIndex),
          nameOf(advice.predictedClassIndex),
        );
      case 'weak-class':
        return words['weak-class'](nameOf(advice.classIndex), advice.recall, advice.accuracy);
      case 'sure-mistakes':
        return words['sure-mistakes'](advice.count);
      case 'try-it':
        return words['try-it'];
    }
  }

  function press(advice: Advice) {
    switch (advice.kind) {
      case 'few-judged':
      case 'few-training':
      case 'weak-class':
        return <GoTo step="images">{words.actions.images}</GoTo>;
      case 'overfitting':
      case 'underfitting':
        return <GoTo step="train">{words.actions.train}</GoTo>;
      case 'imbalance':
        return (
          <GoTo step="train" onClick={() => studio.changeSettings({ classWeighting: 'balanced' })}>
            {words.actions.weigh}
          </GoTo>
        );
      case 'confused':
        return (
          <Button variant="default" onClick={() => onOpenCell(advice)}>
            {words.actions.look}
          </Button>
        );
      case 'sure-mistakes':
        return (
          <Button variant="default" onClick={onCheckLabels}>
            {words.actions.labels}
          </Button>
        );
      case 'try-it':
        return <GoTo step="predict">{words.actions.predict}</GoTo>;
    }
  }

  return (
    <section className={classes.advice} aria-labelledby="advice-title">
      <h3 className={classes.title} id="advice-title">
        {words.title}
      </h3>
      <ul className={classes.list}>
        {all.map((advice) => (
          <li key={advice.kind}>
            <p>{say(advice)}</p>
            {press(advice)}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface GoToProps {
  readonly step: 'images' | 'train' | 'predict';
  readonly onClick?: () => void;
  readonly children: string;
}

function GoTo({ step, onClick, children }: GoToProps) {
  return (
    <Button component="a" href={`#${step}`} variant="default" {...(onClick === undefined ? {} : { onClick })}>
      {children}
    </Button>
  );
}
