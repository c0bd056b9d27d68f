import classes from './progress-bar.module.css';

interface ProgressBarProps {
  readonly name: string;
  /** How far it is, in words. */
  readonly text: string | undefined;
  /** 0 to 1; null while the amount is unknown. */
  readonly fraction: number | null;
  /** A line at an edge instead of a bar of its own. */
  readonly thin?: boolean;
}

/** How far a task is. */
export function ProgressBar({ name, text, fraction, thin = false }: ProgressBarProps) {
  return (
    <div
      className={classes.track}
      data-thin={thin || undefined}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(fraction === null ? {} : { 'aria-valuenow': Math.round(100 * fraction) })}
      aria-valuetext={text}
    >
      <div
        className={classes.bar}
        data-unknown={fraction === null || undefined}
        style={fraction === null ? undefined : { transform: `scaleX(${fraction})` }}
      />
    </div>
  );
}
