import { Button } from '@mantine/core';
import { memo, useState } from 'react';
import type { ClassReport } from '../../../core/evaluation/evaluation.ts';
import { wilsonInterval } from '../../../core/evaluation/wilson-interval.ts';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './class-report-table.module.css';
import { ScrollingPart } from './scrolling-part.tsx';

interface ClassReportTableProps {
  readonly classNames: readonly string[];
  /** Of each class; null for one that is gone. */
  readonly classColours: readonly (number | null)[];
  readonly perClass: readonly ClassReport[];
}

/** Where the share lies on very many images of the same kind; nothing where there were none. */
function Range({ count, total }: { readonly count: number; readonly total: number }) {
  const { evaluation: words } = useLateMessages();
  if (total === 0) return null;
  return <span className={classes.range}>{words.range(wilsonInterval(count, total))}</span>;
}

/** So many classes are shown before the person asks for all. */
const firstCount = 50;

/** Precision, recall, F1 and the number of images, class by class. */
export const ClassReportTable = memo(function ClassReportTable({
  classNames,
  classColours,
  perClass,
}: ClassReportTableProps) {
  const { general } = useMessages();
  const { evaluation: words } = useLateMessages();
  const [all, setAll] = useState(false);
  return (
    <ScrollingPart
      titleId="class-report-title"
      title={words.perClassReport}
      className={classes.scroll}
      foot={
        <>
          {perClass.length > firstCount && (
            <Button variant="subtle" ml={-18} onClick={() => setAll(!all)}>
              {all ? general.showFewer : general.showAll(perClass.length)}
            </Button>
          )}
          <p className={classes.help}>{words.reportHelp}</p>
          <Explanation subject={words.perClassReport}>
            <p>{words.reportRange}</p>
          </Explanation>
        </>
      }
    >
      <table className={classes.table} aria-labelledby="class-report-title">
        <thead>
          <tr>
            <th scope="col">{words.className}</th>
            <th scope="col">{words.precision}</th>
            <th scope="col">{words.recall}</th>
            <th scope="col">{words.f1}</th>
            <th scope="col">{words.support}</th>
          </tr>
        </thead>
        <tbody>
          {perClass.slice(0, all ? perClass.length : firstCount).map((report, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its column
            <tr key={index}>
              <th scope="row" title={classNames[index]}>
                <ClassSwatch colour={classColours[index] ?? null} /> <bdi>{classNames[index]}</bdi>
              </th>
              <td>
                {general.percent(report.precision)}
                <Range count={report.rightCount} total={report.predictedCount} />
              </td>
              <td>
                {report.support === 0 ? words.noSupport : general.percent(report.recall)}
                <Range count={report.rightCount} total={report.support} />
              </td>
              <td>{report.support === 0 ? words.noSupport : general.percent(report.f1)}</td>
              <td>{report.support}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollingPart>
  );
});
