import { memo } from 'react';
import type { Confusion } from '../../../core/evaluation/list-confusions.ts';
import { useLateMessages } from '../../messages-context.ts';
import { ConfusedPairs } from './confused-pairs.tsx';
import type { Cell } from './confusion-matrix-table.tsx';
import classes from './most-confused.module.css';

const shownCount = 3;

interface MostConfusedProps {
  readonly classNames: readonly string[];
  /** The most frequent first. */
  readonly confusions: readonly Confusion[];
  readonly onOpen: (cell: Cell) => void;
}

/** The pairs of classes that are mixed up most often: where better images help. */
export const MostConfused = memo(function MostConfused({
  classNames,
  confusions,
  onOpen,
}: MostConfusedProps) {
  const { evaluation: words } = useLateMessages();
  if (confusions.length === 0) return null;
  return (
    <section>
      <h3 className={classes.title}>{words.mostConfused}</h3>
      <ConfusedPairs classNames={classNames} confusions={confusions.slice(0, shownCount)} onOpen={onOpen} />
    </section>
  );
});
