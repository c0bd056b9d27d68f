import type { ClassReport } from '../../../core/evaluation/evaluation.ts';
import { useMessages } from '../../messages-context.ts';
import classes from './class-report-table.module.css';

interface ClassReportTableProps {
  readonly classNames: readonly string[];
  readonly perClass: readonly ClassReport[];
}

/** Precision, recall, F1 and the number of images, class by class. */
export function ClassReportTable({ classNames, perClass }: ClassReportTableProps) {
  const { evaluate, general } = useMessages();
  return (
    <section className={classes.section}>
      <h3 className={classes.title} id="class-report-title">
        {evaluate.perClassReport}
      </h3>
      <section
        className={classes.scroll}
        aria-labelledby="class-report-title"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table className={classes.table} aria-labelledby="class-report-title">
          <thead>
            <tr>
              <th scope="col">{evaluate.className}</th>
              <th scope="col">{evaluate.precision}</th>
              <th scope="col">{evaluate.recall}</th>
              <th scope="col">{evaluate.f1}</th>
              <th scope="col">{evaluate.support}</th>
            </tr>
          </thead>
          <tbody>
            {perClass.map((report, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a class is its column
              <tr key={index}>
                <th scope="row" title={classNames[index]}>
                  <bdi>{classNames[index]}</bdi>
                </th>
                <td>{general.percent(report.precision)}</td>
                <td>{report.support === 0 ? evaluate.noSupport : general.percent(report.recall)}</td>
                <td>{report.support === 0 ? evaluate.noSupport : general.percent(report.f1)}</td>
                <td>{report.support}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={classes.help}>{evaluate.reportHelp}</p>
    </section>
  );
}
