import { useId } from 'react';
import { useLateMessages } from '../../messages-context.ts';
import classes from './epoch-changes.module.css';

interface EpochSliderProps {
  readonly epoch: number;
  /** How many answers each epoch changed, from the second on. */
  readonly counts: readonly number[];
  readonly onEpoch: (epoch: number) => void;
}

/** Steps through the epochs; a bar over each says how much it changed. */
export function EpochSlider({ epoch, counts, onEpoch }: EpochSliderProps) {
  const { epochChanges: words } = useLateMessages();
  const id = useId();
  const most = Math.max(...counts, 1);
  const bars = counts.map((count, index) => `M${index} 1V${1 - count / most}`).join('');
  const said = words.epochOf(epoch, counts.length + 1);
  return (
    <div>
      <label className={classes.epoch} htmlFor={id}>
        {said}
      </label>
      <svg
        className={classes.bars}
        viewBox={`0 0 ${Math.max(counts.length - 1, 1)} 1`}
        preserveAspectRatio="none"
        aria-hidden
      >
        <path d={bars} vectorEffect="non-scaling-stroke" />
      </svg>
      <input
        id={id}
        className={classes.slider}
        type="range"
        min={2}
        max={counts.length + 1}
        value={epoch}
        aria-label={words.epoch}
        aria-valuetext={said}
        onChange={(event) => onEpoch(Number(event.currentTarget.value))}
      />
    </div>
  );
}
