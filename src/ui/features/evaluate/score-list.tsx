import type { Evaluation } from '../../../core/evaluation/evaluation.ts';
import { wilsonInterval } from '../../../core/evaluation/wilson-interval.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './score-list.module.css';

interface ScoreListProps {
  readonly evaluation: Evaluation;
  /** How often the right class is among the first `k`, 0 to 1; left out where that tells nothing. */
  readonly topK?: { readonly k: number; readonly accuracy: number } | null;
  /** Whether the range is told in which the accuracy on other images lies. */
  readonly withInterval?: boolean;
}

/** How often a model is right, as figures that are read at a glance. */
export function ScoreList({
  evaluation: { accuracy, macroF1, sampleCount },
  topK = null,
  withInterval = true,
}: ScoreListProps) {
  const { evaluation: words } = useLateMessages();
  const rightCount = Math.round(accuracy * sampleCount);
  return (
    <dl className={classes.scores}>
      <Score
        name={words.accuracy}
        fraction={accuracy}
        notes={[
          words.accuracyHelp(rightCount, sampleCount),
          ...(withInterval ? [words.interval(wilsonInterval(rightCount, sampleCount))] : []),
        ]}
      />
      {topK !== null && (
        <Score name={words.topK(topK.k)} fraction={topK.accuracy} notes={[words.topKHelp(topK.k)]} />
      )}
      <Score name={words.macroF1} fraction={macroF1} notes={[words.macroF1Help]} />
    </dl>
  );
}

interface ScoreProps {
  readonly name: string;
  readonly fraction: number;
  readonly notes: readonly string[];
}

function Score({ name, fraction, notes }: ScoreProps) {
  const { general } = useMessages();
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.score}>{general.percent(fraction)}</dd>
      {notes.map((note) => (
        <dd key={note}>{note}</dd>
      ))}
    </div>
  );
}
