import { IconArrowRight, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { type CSSProperties, useMemo } from 'react';
import { selectClassName } from '../../../studio/select-class-name.ts';
import type { EpochAnswers } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './changed-answers.module.css';
import { type EpochChange, listEpochChanges } from './list-epoch-changes.ts';

const shownCount = 6;

interface ChangedAnswersProps {
  readonly answers: EpochAnswers;
  readonly epoch: number;
  /** How many any epoch of the training has changed. */
  readonly mostChanges: number;
}

/** The images about which one epoch changed the answer, a few of them by picture. */
export function ChangedAnswers({ answers, epoch, mostChanges }: ChangedAnswersProps) {
  const { epochChanges: words } = useLateMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const model = useStudioState((state) => state.model);
  const samples = useStudioState((state) => state.samples);
  const samplesById = useMemo(() => new Map(samples.map((sample) => [sample.id, sample])), [samples]);
  const changes = useMemo(() => listEpochChanges(answers, epoch), [answers, epoch]);
  const countOf = (kind: EpochChange['kind']) => changes.filter((change) => change.kind === kind).length;
  const nameOf = (classId: string) => selectClassName({ classes: studioClasses, model }, classId);
  const shown = changes.slice(0, shownCount);
  const most = Math.min(Math.max(mostChanges, 1), shownCount);
  const room = { '--wide-rows': Math.ceil(most / 3), '--narrow-rows': Math.ceil(most / 2) } as CSSProperties;

  return (
    <>
      <p className={classes.text}>
        {words.summary(countOf('learned'), countOf('lost'), countOf('other'))}{' '}
        {changes.length > shownCount && words.first(shownCount)}
      </p>
      {shown.length === 0 ? (
        <div className={classes.changes} style={room} />
      ) : (
        <ul className={classes.changes} style={room} aria-label={words.list}>
          {shown.map(({ sampleId, classIdBefore, classIdAfter, kind }) => {
            const sample = samplesById.get(sampleId);
            const Icon = kind === 'learned' ? IconCircleCheck : IconCircleX;
            return (
              <li key={sampleId} className={classes.change}>
                {sample === undefined ? (
                  <span className={classes.picture} />
                ) : (
                  <BlobImage
                    className={classes.picture}
                    blob={sample.thumbnail ?? sample.image}
                    alt={sample.file}
                  />
                )}
                <span className={classes.words}>
                  <bdi className={classes.before}>{nameOf(classIdBefore)}</bdi>
                  <span className={classes.after}>
                    <IconArrowRight role="img" aria-label={words.now} size={14} stroke={2} />
                    <bdi>{nameOf(classIdAfter)}</bdi>
                  </span>
                  <span className={classes.kind} data-right={kind === 'learned' || undefined}>
                    <Icon aria-hidden size={16} stroke={2} />
                    {words.kinds[kind]}
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
