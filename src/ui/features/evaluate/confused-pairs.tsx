import type { Confusion } from '../../../core/evaluation/list-confusions.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './confused-pairs.module.css';
import type { Cell } from './confusion-matrix-table.tsx';

interface ConfusedPairsProps {
  readonly classNames: readonly string[];
  readonly confusions: readonly Confusion[];
  readonly onOpen: (cell: Cell) => void;
}

/** Pairs of classes that are mixed up, a row each, in the order given; a row opens its images. */
export function ConfusedPairs({ classNames, confusions, onOpen }: ConfusedPairsProps) {
  const { general } = useMessages();
  const { evaluation: words } = useLateMessages();
  return (
    <ul className={classes.pairs}>
      {confusions.map((confusion) => (
        <li key={`${confusion.trueClassIndex} ${confusion.predictedClassIndex}`}>
          <button type="button" className={classes.pair} onClick={() => onOpen(confusion)}>
            <bdi className={classes.words}>
              {words.confusedPair(
                classNames[confusion.trueClassIndex] ?? '',
                classNames[confusion.predictedClassIndex] ?? '',
              )}
            </bdi>
            <span className={classes.count}>{general.images(confusion.count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
