import { memo, useState } from 'react';
import { ShowMore } from '../../components/show-more.tsx';
import { useMessages } from '../../messages-context.ts';
import { ConfusedPairs } from './confused-pairs.tsx';
import classes from './confusion-list.module.css';
import type { Cell } from './confusion-matrix-table.tsx';
import type { Confusion } from './list-confusions.ts';

/** So many pairs come with each "Show more". */
const pageSize = 50;

interface ConfusionListProps {
  readonly classNames: readonly string[];
  /** The most frequent first. */
  readonly confusions: readonly Confusion[];
  readonly onOpen: (cell: Cell) => void;
}

/** What stands in for the confusion matrix of many classes: the little in it that is no zero and not right. */
export const ConfusionList = memo(function ConfusionList({
  classNames,
  confusions,
  onOpen,
}: ConfusionListProps) {
  const { evaluate } = useMessages();
  const [shownCount, setShownCount] = useState(pageSize);
  return (
    <section>
      <h3 className={classes.title} id="confusion-list-title">
        {evaluate.confusionMatrix}
      </h3>
      <p className={classes.help}>
        {evaluate.manyClasses(classNames.length)}{' '}
        {confusions.length === 0 ? evaluate.nothingConfused : evaluate.confusionListHelp(confusions.length)}
      </p>
      {confusions.length > 0 && (
        <section
          className={classes.scroll}
          aria-labelledby="confusion-list-title"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
        >
          <ConfusedPairs
            classNames={classNames}
            confusions={confusions.slice(0, shownCount)}
            onOpen={onOpen}
          />
          <ShowMore
            shownCount={shownCount}
            totalCount={confusions.length}
            pageSize={pageSize}
            onMore={setShownCount}
          />
        </section>
      )}
    </section>
  );
});
