import { memo } from 'react';
import type { EpochPoint } from './epoch-chart.tsx';
import classes from './numbers-table.module.css';

interface NumbersTableProps {
  readonly caption: string;
  readonly epochLabel: string;
  readonly trainingLabel: string;
  readonly validationLabel: string;
  readonly noneLabel: string;
  readonly points: readonly EpochPoint[];
  readonly formatValue: (value: number) => string;
  /** Shown to the eye too; assistive technology reaches it always. */
  readonly visible: boolean;
}

/** The numbers of a chart, a row per epoch. */
export function NumbersTable(props: NumbersTableProps) {
  return (
    <section
      className={props.visible ? classes.visible : classes.hidden}
      aria-label={props.caption}
      tabIndex={props.visible ? 0 : -1}
    >
      <table className={classes.table}>
        <caption className={classes.caption}>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{props.epochLabel}</th>
            <th scope="col">{props.trainingLabel}</th>
            <th scope="col">{props.validationLabel}</th>
          </tr>
        </thead>
        <tbody>
          {props.points.map(({ epoch, training, validation }) => (
            <NumbersRow
              key={epoch}
              epoch={epoch}
              training={training === null ? props.noneLabel : props.formatValue(training)}
              validation={validation === null ? props.noneLabel : props.formatValue(validation)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface NumbersRowProps {
  readonly epoch: number;
  readonly training: string;
  readonly validation: string;
}

const NumbersRow = memo(function NumbersRow({ epoch, training, validation }: NumbersRowProps) {
  return (
    <tr>
      <th scope="row">{epoch}</th>
      <td>{training}</td>
      <td>{validation}</td>
    </tr>
  );
});
