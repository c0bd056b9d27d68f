import { type ReactNode, useId } from 'react';
import type { Experiments } from '../../../studio/create-experiments.ts';
import type { ExperimentKind, ExperimentsState } from '../../../studio/experiments-state.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useLateMessages } from '../../messages-context.ts';
import classes from './experiments-part.module.css';

interface ExperimentSectionProps {
  readonly kind: ExperimentKind;
  readonly experiments: Experiments;
  readonly state: ExperimentsState;
  readonly title: string;
  readonly help: string;
  readonly buttons: ReactNode;
  /** What there is so far is of images or a split from before. */
  readonly outdated: boolean;
  readonly children: ReactNode;
}

/** So far an experiment must be, and so long it must have run, before it is said how long it will take. */
const telling = { doneFraction: 0.03, elapsedMs: 3000 } as const;

/** One experiment: what it is, its buttons, its progress, and below what came out. */
export function ExperimentSection({
  kind,
  experiments,
  state,
  title,
  help,
  buttons,
  outdated,
  children,
}: ExperimentSectionProps) {
  const { experiments: words } = useLateMessages();
  const id = useId();
  const running = state.running?.kind === kind ? state.running : null;
  const failure = state.failures[kind] ?? null;
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {title}
      </h3>
      <p className={classes.help}>{help}</p>
      <div className={classes.buttons}>{buttons}</div>
      {running !== null && (
        <TaskProgress
          name={words.progress[kind]}
          detail={describeProgress()}
          fraction={running.doneFraction}
          stopping={running.stopping}
          onStop={experiments.stop}
        />
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {outdated && <Notice kind="hint">{words.outOfDate}</Notice>}
      {children}
    </section>
  );

  function describeProgress(): string {
    if (running === null) return '';
    const { waiting, approach, doneFraction, elapsedMs } = running;
    if (waiting) return words.waiting;
    const what = approach === null ? '' : words.approaches[approach];
    const isTelling = doneFraction > telling.doneFraction && elapsedMs > telling.elapsedMs;
    const left = isTelling ? words.left((elapsedMs / doneFraction) * (1 - doneFraction)) : '';
    return [what, left].filter((part) => part !== '').join(', ');
  }
}
