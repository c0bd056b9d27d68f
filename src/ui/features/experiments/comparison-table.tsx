import { Fragment } from 'react';
import type { ApproachName } from '../../../core/experiments/approach.ts';
import { isFailure } from '../../../core/shared/failure.ts';
import type { Comparison } from '../../../studio/experiments-state.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './comparison-table.module.css';
import type { ComparedName } from './list-disagreements.ts';
import { type ApproachSummary, listShownApproaches } from './summarise-comparison.ts';

interface ComparisonTableProps {
  readonly comparison: Comparison;
  readonly summaries: readonly ApproachSummary[];
  /** The approach under way. */
  readonly trying: ApproachName | null;
}

/** Accuracy, time and trained numbers of each approach, with what it does. */
export function ComparisonTable({ comparison, summaries, trying }: ComparisonTableProps) {
  const { general } = useMessages();
  const { experiments: all } = useLateMessages();
  const words = all.comparison;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.scroll} aria-label={words.table} tabIndex={0}>
      <table className={classes.table} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.approach}</th>
            <th scope="col">{words.accuracy}</th>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.parameters}</th>
          </tr>
        </thead>
        <tbody>
          {listShownApproaches(comparison).map((name) => {
            const summary = summaries.find((each) => each.name === name);
            return (
              <Fragment key={name}>
                <tr>
                  <th scope="row">{all.approaches[name]}</th>
                  {summary === undefined ? (
                    <td colSpan={3}>{sayWhyNot(name)}</td>
                  ) : (
                    <>
                      <td>
                        <span className={classes.accuracy}>{general.percent(summary.accuracy)}</span>
                        <span className={classes.interval}>{words.from(summary.lower, summary.upper)}</span>
                      </td>
                      <td>{general.seconds(summary.result.durationMs)}</td>
                      <td>{words.number(summary.result.trainedParameterCount)}</td>
                    </>
                  )}
                </tr>
                <tr>
                  <td colSpan={4} className={classes.about}>
                    {describe(name)}
                  </td>
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
      <p className={classes.help}>{words.timeHelp}</p>
    </section>
  );

  function describe(name: ComparedName): string {
    const { tunedBlockCount } = comparison.head;
    if (name === 'head' && tunedBlockCount > 0) return words.tunedHead(tunedBlockCount);
    if (name !== 'neighbours') return words.about[name];
    const { neighbours } = comparison.results;
    return words.about.neighbours(
      neighbours === undefined || isFailure(neighbours) ? 5 : (neighbours.neighbourCount ?? 5),
    );
  }

  function sayWhyNot(name: ComparedName): string {
    if (name === 'head') return '';
    const reason = comparison.leftOut[name];
    if (reason !== undefined) return words.leftOut[reason];
    if (comparison.results[name] !== undefined) return words.failed;
    return trying === name ? words.trying : words.notYet;
  }
}
