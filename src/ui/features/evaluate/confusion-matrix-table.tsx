import { type CSSProperties, memo } from 'react';
import { useLateMessages } from '../../messages-context.ts';
import classes from './confusion-matrix-table.module.css';
import { ScrollingPart } from './scrolling-part.tsx';

/** A place in the matrix: both are columns of the model. */
export interface Cell {
  readonly trueClassIndex: number;
  readonly predictedClassIndex: number;
}

interface ConfusionMatrixTableProps {
  readonly classNames: readonly string[];
  /** counts[trueClass][predictedClass] */
  readonly counts: readonly (readonly number[])[];
  readonly onOpen: (cell: Cell) => void;
}

/** From this many classes on, names of columns stand upright and cells are small. */
const manyClasses = 7;

/** The confusion matrix: shaded by the share of the row, green where right; a number opens its images. */
export const ConfusionMatrixTable = memo(function ConfusionMatrixTable({
  classNames,
  counts,
  onOpen,
}: ConfusionMatrixTableProps) {
  const { evaluation: words } = useLateMessages();
  return (
    <ScrollingPart
      titleId="confusion-matrix-title"
      title={words.confusionMatrix}
      help={words.confusionHelp}
      className={classes.scroll}
    >
      <table
        className={classes.table}
        data-many={classNames.length >= manyClasses || undefined}
        aria-labelledby="confusion-matrix-title"
      >
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              <span>{words.trueClass}</span>
            </th>
            {classNames.map((name, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its index
              <th key={column} scope="col" className={classes.columnName} title={name}>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classNames.map((name, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its index
            <tr key={row}>
              <th scope="row" className={classes.rowName} title={name}>
                <bdi>{name}</bdi>
              </th>
              <RowCells row={row} classNames={classNames} counts={counts[row] ?? []} onOpen={onOpen} />
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollingPart>
  );
});

interface RowCellsProps {
  readonly row: number;
  readonly classNames: readonly string[];
  readonly counts: readonly number[];
  readonly onOpen: (cell: Cell) => void;
}

function RowCells({ row, classNames, counts, onOpen }: RowCellsProps) {
  const { evaluation: words } = useLateMessages();
  const support = counts.reduce((sum, count) => sum + count, 0);
  return classNames.map((name, column) => {
    const count = counts[column] ?? 0;
    const key = `column ${column}`;
    if (count === 0) {
      return (
        <td key={key} className={classes.none}>
          0
        </td>
      );
    }
    return (
      <td key={key}>
        <button
          type="button"
          className={classes.cell}
          data-right={row === column || undefined}
          style={{ '--share': count / support } as CSSProperties}
          aria-label={words.cell(count, classNames[row] ?? '', name)}
          onClick={() => onOpen({ trueClassIndex: row, predictedClassIndex: column })}
        >
          {count}
        </button>
      </td>
    );
  });
}
