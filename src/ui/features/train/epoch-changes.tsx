import { useEffect, useMemo, useRef, useState } from 'react';
import type { EpochAnswers } from '../../../studio/studio-state.ts';
import { Explanation } from '../../components/explanation.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { ChangedAnswers } from './changed-answers.tsx';
import classes from './epoch-changes.module.css';
import { EpochSlider } from './epoch-slider.tsx';
import { countEpochChanges } from './list-epoch-changes.ts';

/** While training, what is shown stays for so long at least. */
const calmMs = 1500;

interface EpochChangesProps {
  readonly answers: EpochAnswers;
  readonly running: boolean;
}

/** Images that an epoch made the head think otherwise of: of the latest epoch while training, of any afterwards. */
export function EpochChanges({ answers, running }: EpochChangesProps) {
  const { epochChanges: words } = useLateMessages();
  const counts = useMemo(() => countEpochChanges(answers), [answers]);
  const lastChanged = counts.findLastIndex((count) => count > 0) + 2;
  const calm = useCalm(lastChanged, running);
  const [chosen, setChosen] = useState<number | null>(null);
  if (running && chosen !== null) setChosen(null);
  const epochCount = answers.epochs.length;
  if (epochCount < 2 || answers.sampleIds.length === 0 || (running && lastChanged < 2)) return null;
  const epoch = Math.min(running ? calm : (chosen ?? Math.max(lastChanged, 2)), epochCount);

  return (
    <section className={classes.part} aria-labelledby="epoch-changes">
      <h3 id="epoch-changes" className={classes.title}>
        {words.title}
      </h3>
      {!running && lastChanged < 2 ? (
        <p className={classes.text}>{words.never}</p>
      ) : (
        <>
          {running ? (
            <p className={classes.epoch}>{words.epochOf(epoch, epochCount)}</p>
          ) : (
            <EpochSlider epoch={epoch} counts={counts} onEpoch={setChosen} />
          )}
          <ChangedAnswers
            answers={answers}
            epoch={epoch}
            mostChanges={running ? Number.POSITIVE_INFINITY : Math.max(...counts)}
          />
        </>
      )}
      {!running && (
        <Explanation subject={words.title}>
          {words.explanation.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Explanation>
      )}
    </section>
  );
}

/** Follows a value that changes often, in steps that can be looked at. */
function useCalm(value: number, running: boolean): number {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setShown(latest.current), calmMs);
    return () => clearInterval(timer);
  }, [running]);
  // The first change is shown at once.
  if (shown < 2 && value >= 2) setShown(value);
  return shown;
}
