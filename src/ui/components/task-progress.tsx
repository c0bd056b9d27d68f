import { useMessages } from '../messages-context.ts';
import { ProgressBar } from './progress-bar.tsx';
import { StopButton } from './stop-button.tsx';
import classes from './task-progress.module.css';

interface TaskProgressProps {
  /** The name of the progress bar and its visible heading. */
  readonly name: string;
  /** What is happening right now, in words. */
  readonly detail?: string;
  /** 0 to 1; null while the amount is unknown. */
  readonly fraction: number | null;
  readonly onStop?: () => void;
  readonly stopping?: boolean;
}

/** A long task under way: its name, how far it is, and a way to stop it. */
export function TaskProgress({ name, detail, fraction, onStop, stopping = false }: TaskProgressProps) {
  const { general } = useMessages();
  return (
    <div className={classes.task}>
      <div className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.detail}>{stopping ? general.stopping : detail}</span>
        <ProgressBar name={name} text={detail} fraction={fraction} />
      </div>
      {onStop !== undefined && <StopButton onStop={onStop} stopping={stopping} />}
    </div>
  );
}
