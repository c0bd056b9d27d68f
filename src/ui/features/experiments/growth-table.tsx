import { type GrowthPoint, growthWays } from '../../../core/experiments/growth.ts';
import tableClasses from '../../charts/numbers-table.module.css';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './growth-table.module.css';

interface GrowthTableProps {
  readonly points: readonly GrowthPoint[];
  /** Shown to the eye too; assistive technology reaches it always. */
  readonly visible: boolean;
}

/** The numbers of the curves of old and new classes: a row per epoch, a column per curve. */
export function GrowthTable({ points, visible }: GrowthTableProps) {
  const { general } = useMessages();
  const { growth: words } = useLateMessages().experiments;
  const epochs = [...new Set(points.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const say = (value: number | null | undefined) => (value == null ? '' : general.percent(value));
  return (
    <section
      className={visible ? tableClasses.visible : tableClasses.hidden}
      aria-label={words.chart}
      tabIndex={visible ? 0 : -1}
    >
      <table className={`${tableClasses.table} ${classes.table}`}>
        <caption className={tableClasses.caption}>{words.chart}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {words.epochs}
            </th>
            {growthWays.map((way) => (
              <th key={way} scope="colgroup" colSpan={2}>
                {words.ways[way]}
              </th>
            ))}
          </tr>
          <tr>
            {growthWays.map((way) => [
              <th key={`${way} old`} scope="col">
                {words.old}
              </th>,
              <th key={`${way} new`} scope="col">
                {words.new}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {epochs.map((epoch) => (
            <tr key={epoch}>
              <th scope="row">{epoch}</th>
              {growthWays.map((way) => {
                const point = points.find((each) => each.way === way && each.epoch === epoch);
                return [
                  <td key={`${way} old`}>{say(point?.oldAccuracy)}</td>,
                  <td key={`${way} new`}>{say(point?.newAccuracy)}</td>,
                ];
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
