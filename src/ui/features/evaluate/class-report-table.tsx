import { Button } from '@mantine/core';
import { memo, useState } from 'react';
import type { ClassReport } from '../../../core/evaluation/evaluation.ts';
import { useMessages } from '../../messages-context.ts';
import classes from './class-report-table.module.css';

interface ClassReportTableProps {
  readonly classNames: readonly string[];
  readonly perClass: readonly ClassReport[];
}

/** So many classes are shown before the person asks for all. */
const firstCount = 50;

/** Precision, recall, F1 and the number of images, class by class. */
export const ClassReportTable = memo(function ClassReportTable({
  classNames,
  perClass,
}: ClassReportTableProps) {
  const { evaluate, general } = useMessages();
  const [all, setAll] = useState(false);
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
            {perClass.slice(0, all ? perClass.length : firstCount).map((report, index) => (
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
      {perClass.length > firstCount && (
        <Button variant="subtle" ml={-18} onClick={() => setAll(!all)}>
          {all ? general.showFewer : general.showAll(perClass.length)}
        </Button>
      )}
      <p className={classes.help}>{evaluate.reportHelp}</p>
    </section>
  );
});
