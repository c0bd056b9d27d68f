import { useMemo } from 'react';
import { createLearningRateSchedule } from '../../../core/training/learning-rate-schedule.ts';
import { isSettingSound } from '../../../core/training/training-settings.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';

const pointCount = 120;

/** How the learning rate will go over the run, as a line; nothing where it stays the same or is not known before. */
export function SchedulePreview() {
  const { general } = useMessages();
  const { recipe } = useLateMessages();
  const schedule = useStudioState((state) => state.settings.schedule);
  const learningRate = useStudioState((state) => state.settings.learningRate);
  const epochs = useStudioState((state) => state.settings.epochs);
  const isSound = isSettingSound('learningRate', learningRate) && isSettingSound('epochs', epochs);
  const points = useMemo(() => {
    const { rateAt } = createLearningRateSchedule({ schedule, learningRate, epochs });
    return Array.from({ length: pointCount + 1 }, (_, i) => {
      const x = (i / pointCount) * epochs;
      return { x, y: rateAt(x) };
    });
  }, [schedule, learningRate, epochs]);
  if (!isSound || schedule === 'constant' || schedule === 'plateau') return null;
  return (
    <LineChart
      name={recipe.preview(recipe.schedules[schedule].label, learningRate, epochs)}
      lines={[{ key: 'rate', points }]}
      scale="linear"
      xRange={[0, epochs]}
      yRange={[0, learningRate]}
      formatX={(value) => String(Number(value.toPrecision(4)))}
      formatY={general.number}
      height={120}
    />
  );
}
