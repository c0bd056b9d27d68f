import { Button } from '@mantine/core';
import { LineChart } from '../../charts/line-chart.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './settings-finder-tools.module.css';
import { useFinderBlocked } from './use-finder-blocked.ts';

/** The range test: its chart, and one press that takes the rate. */
export function LearningRateTool() {
  const studio = useStudio();
  const { general } = useMessages();
  const { settingsFinder } = useLateMessages();
  const words = settingsFinder.rate;
  const test = useStudioState((state) => state.settingsFinder.rateTest);
  const current = useStudioState((state) => state.settings.learningRate);
  const blocked = useFinderBlocked();
  const first = test?.points[0];
  const last = test?.points.at(-1);
  // The end, where the loss runs away, would flatten all that is of interest.
  const highest = 1.3 * (first?.loss ?? 1);

  return (
    <>
      <div className={classes.row}>
        <Button variant="default" disabled={blocked} onClick={() => void studio.testLearningRates()}>
          {words.start}
        </Button>
      </div>
      {test !== null && first !== undefined && last !== undefined && last !== first && (
        <LineChart
          name={words.chart}
          lines={[
            {
              key: 'loss',
              points: test.points.map(({ learningRate, loss }) => ({ x: learningRate, y: loss })),
            },
          ]}
          scale="log"
          xRange={[first.learningRate, last.learningRate]}
          yRange={[0, highest]}
          formatX={(value) => (Number.isInteger(Math.log10(value)) ? String(value) : '')}
          formatY={general.number}
          mark={test.suggested === null ? null : { x: test.suggested, label: words.mark(test.suggested) }}
        />
      )}
      {test !== null &&
        (test.suggested === null ? (
          <p className={classes.result}>{words.none}</p>
        ) : (
          <>
            <p className={classes.result}>
              {words.suggested(test.suggested)} {words.next}
            </p>
            <div className={classes.row}>
              {test.suggested === current ? (
                <p className={classes.note}>{words.taken(current)}</p>
              ) : (
                <Button
                  variant="light"
                  disabled={blocked}
                  onClick={() => studio.changeSettings({ learningRate: test.suggested ?? current })}
                >
                  {words.take(test.suggested)}
                </Button>
              )}
            </div>
          </>
        ))}
    </>
  );
}
