import { useMessages } from '../../messages-context.ts';
import type { Cell } from './confusion-matrix-table.tsx';
import classes from './most-confused.module.css';

const shownCount = 3;

interface MostConfusedProps {
  readonly classNames: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly onOpen: (cell: Cell) => void;
}

/** The pairs of classes that are mixed up most often: where better images help. */
export function MostConfused({ classNames, counts, onOpen }: MostConfusedProps) {
  const { evaluate, general } = useMessages();
  const pairs = counts
    .flatMap((row, trueClassIndex) =>
      row.map((count, predictedClassIndex) => ({ count, trueClassIndex, predictedClassIndex })),
    )
    .filter((pair) => pair.count > 0 && pair.trueClassIndex !== pair.predictedClassIndex)
    .sort((a, b) => b.count - a.count)
    .slice(0, shownCount);
  if (pairs.length === 0) return null;
  return (
    <section>
      <h3 className={classes.title}>{evaluate.mostConfused}</h3>
      <ul className={classes.pairs}>
        {pairs.map((pair) => (
          <li key={`${pair.trueClassIndex} ${pair.predictedClassIndex}`}>
            <button type="button" className={classes.pair} onClick={() => onOpen(pair)}>
              <bdi className={classes.words}>
                {evaluate.confusedPair(
                  classNames[pair.trueClassIndex] ?? '',
                  classNames[pair.predictedClassIndex] ?? '',
                )}
              </bdi>
              <span className={classes.count}>{general.images(pair.count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
