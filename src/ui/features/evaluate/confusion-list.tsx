import { memo, useState } from 'react';
import type { Confusion } from '../../../core/evaluation/list-confusions.ts';
import { ShowMore } from '../../components/show-more.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { ConfusedPairs } from './confused-pairs.tsx';
import classes from './confusion-list.module.css';
import type { Cell } from './confusion-matrix-table.tsx';
import { ScrollingPart } from './scrolling-part.tsx';

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
  const { evaluation: words } = useLateMessages();
  const [shownCount, setShownCount] = useState(pageSize);
  return (
    <ScrollingPart
      titleId="confusion-list-title"
      title={words.confusionMatrix}
      help={
        <>
          {words.manyClasses(classNames.length)}{' '}
          {confusions.length === 0 ? words.nothingConfused : words.confusionListHelp(confusions.length)}
        </>
      }
      className={classes.scroll}
    >
      {confusions.length === 0 ? null : (
        <>
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
        </>
      )}
    </ScrollingPart>
  );
});
