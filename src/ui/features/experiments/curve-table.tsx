import { learnerNames } from '../../../core/experiments/learning-curve.ts';
import tableClasses from '../../charts/numbers-table.module.css';
import { useLateMessages } from '../../messages-context.ts';
import type { summariseCurve } from './summarise-curve.ts';

interface CurveTableProps {
  readonly summaries: ReturnType<typeof summariseCurve>;
  readonly sizes: readonly (number | null)[];
  readonly label: (perClass: number | null) => string;
  /** Shown to the eye too; assistive technology reaches it always. */
  readonly visible: boolean;
}

/** The numbers of the learning curve: a row per size, a column per learner. */
export function CurveTable({ summaries, sizes, label, visible }: CurveTableProps) {
  const { curve: words } = useLateMessages().experiments;
  const learners = learnerNames.filter((learner) => summaries[learner] !== undefined);
  return (
    <section
      className={visible ? tableClasses.visible : tableClasses.hidden}
      aria-label={words.chart}
      tabIndex={visible ? 0 : -1}
    >
      <table className={tableClasses.table}>
        <caption className={tableClasses.caption}>{words.chart}</caption>
        <thead>
          <tr>
            <th scope="col">{words.perClass}</th>
            {learners.map((learner) => (
              <th key={learner} scope="col">
                {words.learners[learner]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sizes.map((perClass) => (
            <tr key={perClass}>
              <th scope="row">{label(perClass)}</th>
              {learners.map((learner) => {
                const point = summaries[learner]?.find((each) => each.perClass === perClass);
                return (
                  <td key={learner}>
                    {point === undefined
                      ? words.none
                      : words.value(point.value, point.low, point.high, point.runCount)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
