import { memo, useMemo } from 'react';
import { isFailure } from '../../../core/shared/failure.ts';
import type { Experiments } from '../../../studio/create-experiments.ts';
import type { ExperimentBasis } from '../../../studio/experiment-basis.ts';
import type { Comparison, ExperimentsState } from '../../../studio/experiments-state.ts';
import { IntervalsChart } from '../../charts/intervals-chart.tsx';
import { Explanation } from '../../components/explanation.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { RestingButton } from '../../components/resting-button.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { DisagreementList } from './disagreement-list.tsx';
import { ExperimentSection } from './experiment-section.tsx';
import classes from './experiments-part.module.css';
import { type ApproachSummary, summariseComparison } from './summarise-comparison.ts';
import { useBasisClassNames } from './use-basis-class-names.ts';

interface ComparisonPartProps {
  readonly experiments: Experiments;
  readonly state: ExperimentsState;
  readonly ready: boolean;
  /** Of the images as they are; null while they are others than the head's. */
  readonly basis: ExperimentBasis | null;
}

/** The trained head beside other approaches. */
export function ComparisonPart({ experiments, state, ready, basis }: ComparisonPartProps) {
  const { comparison: words } = useLateMessages().experiments;
  const { comparison, running } = state;
  return (
    <ExperimentSection
      kind="comparison"
      experiments={experiments}
      state={state}
      title={words.title}
      help={words.help}
      outdated={comparison !== null && comparison.basis.key !== basis?.key}
      buttons={
        <RestingButton
          variant="default"
          resting={!ready || running !== null}
          onClick={() => void experiments.compareApproaches()}
        >
          {words.start}
        </RestingButton>
      }
    >
      {comparison !== null && (
        <Compared comparison={comparison} trying={running?.kind === 'comparison' ? running.approach : null} />
      )}
    </ExperimentSection>
  );
}

interface ComparedProps {
  readonly comparison: Comparison;
  readonly trying: keyof Comparison['results'] | null;
}

const Compared = memo(function Compared({ comparison, trying }: ComparedProps) {
  const { general } = useMessages();
  const { experiments: all } = useLateMessages();
  const words = all.comparison;
  const classNames = useBasisClassNames(comparison.basis);
  const summaries = useMemo(() => summariseComparison(comparison), [comparison]);
  const { imagenet } = comparison.results;
  const failures = Object.entries(comparison.results).flatMap(([name, result]) =>
    isFailure(result) ? [{ name: name as keyof Comparison['results'], failure: result }] : [],
  );
  return (
    <>
      <IntervalsChart
        name={words.chart}
        formatValue={general.percent}
        rows={summaries.map((summary) => ({
          ...summary,
          id: summary.name,
          label: all.approaches[summary.name],
          value: summary.accuracy,
          emphasised: summary.name === 'head',
        }))}
      />
      <Explanation subject={words.chart}>
        {words.explanation.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Explanation>
      <ComparisonTable comparison={comparison} summaries={summaries} trying={trying} />
      {failures.map(({ name, failure }) => (
        <FailureNotice key={name} subject={all.approaches[name]} failure={failure} />
      ))}
      <Meaning comparison={comparison} summaries={summaries} />
      {imagenet !== undefined && !isFailure(imagenet) && (
        <>
          <h4 className={classes.subtitle}>{words.imagenetNames}</h4>
          <ul className={classes.names}>
            {imagenet.commonNames?.slice(0, mostNames).map((name, classIndex) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a class is its column
              <li key={classIndex}>{words.imagenetName(classNames[classIndex] ?? '', name)}</li>
            ))}
          </ul>
        </>
      )}
      <DisagreementList comparison={comparison} classNames={classNames} />
    </>
  );
});

/** So many classes are listed with what the pretrained model calls them. */
const mostNames = 12;

/** Without training, so near to the head is near enough to say so. */
const nearEnough = 0.02;

/** What the figures mean, in words. */
function Meaning({
  comparison: { basis, head: headResult },
  summaries,
}: {
  readonly comparison: Comparison;
  readonly summaries: readonly ApproachSummary[];
}) {
  const { general } = useMessages();
  const { experiments: all } = useLateMessages();
  const words = all.comparison;
  const find = (name: ApproachSummary['name']) => summaries.find((summary) => summary.name === name);
  const [head, linear, scratch] = [find('head'), find('linear'), find('scratch')];
  if (head === undefined) return null;
  const simple = [find('neighbours'), find('centroids')].find(
    (summary) => summary !== undefined && summary.accuracy >= head.accuracy - nearEnough,
  );
  return (
    <>
      {headResult.tunedBlockCount > 0 && linear !== undefined && (
        <p className={classes.finding}>
          {words.blocks(
            general.percent(head.accuracy),
            general.percent(linear.accuracy),
            Math.round((head.accuracy - linear.accuracy) * basis.judgedIds.length),
          )}
        </p>
      )}
      {scratch !== undefined && (
        <p className={classes.finding}>
          {(scratch.accuracy < head.accuracy ? words.transferWins : words.scratchWins)(
            general.percent(head.accuracy),
            general.percent(scratch.accuracy),
          )}
        </p>
      )}
      {simple !== undefined && (
        <p className={classes.finding}>
          {words.simpleEnough(
            all.approaches[simple.name],
            general.percent(simple.accuracy),
            general.percent(head.accuracy),
          )}
        </p>
      )}
    </>
  );
}
