import { useMemo } from 'react';
import { listConfusions } from '../../../core/evaluation/list-confusions.ts';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { ConfusionList } from './confusion-list.tsx';
import { type Cell, ConfusionMatrixTable } from './confusion-matrix-table.tsx';
import { MostConfused } from './most-confused.tsx';

/** Above this the table is a wall of zeros that nobody reads, and that takes the browser seconds to draw. */
const tableMaximum = 60;

interface ConfusionMatrixProps {
  readonly classNames: readonly string[];
  /** `counts[trueClass][predictedClass]` */
  readonly counts: readonly (readonly number[])[];
  readonly onOpen: (cell: Cell) => void;
}

/** What is taken for what: the whole table with its worst pairs below it, or for many classes the pairs alone. */
export function ConfusionMatrix({ classNames, counts, onOpen }: ConfusionMatrixProps) {
  const { evaluation: words } = useLateMessages();
  const confusions = useMemo(() => listConfusions(counts), [counts]);
  if (classNames.length > tableMaximum) {
    return <ConfusionList classNames={classNames} confusions={confusions} onOpen={onOpen} />;
  }
  return (
    <>
      <div>
        <ConfusionMatrixTable classNames={classNames} counts={counts} onOpen={onOpen} />
        <Explanation subject={words.confusionMatrix}>
          <p>{words.confusionExplanation}</p>
          <p>{words.confusionReading}</p>
        </Explanation>
      </div>
      <MostConfused classNames={classNames} confusions={confusions} onOpen={onOpen} />
    </>
  );
}
