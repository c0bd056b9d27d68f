import { type LabelSuspect, markLabel } from '../../../studio/label-check.ts';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './label-suspect-item.module.css';
import { Mend, MendButtons } from './mend-buttons.tsx';

interface LabelSuspectItemProps {
  readonly suspect: LabelSuspect;
  /** As it is now; undefined where it has been deleted. */
  readonly sample: StudioSample | undefined;
}

/** One image that deserves a look: what is the matter with it, and what can be done, or has been. */
export function LabelSuspectItem({ suspect, sample }: LabelSuspectItemProps) {
  const studio = useStudio();
  const { labels } = useLateMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const accepted = useStudioState((state) => state.health.dismissed.has(markLabel(suspect.sampleId)));
  const nameOf = (classId: string | null) => studioClasses.find(({ id }) => id === classId)?.name ?? '';
  const own = nameOf(suspect.classId);
  const sentence =
    suspect.kind === 'outlier'
      ? labels.outlier(own)
      : labels[suspect.kind](own, nameOf(suspect.otherClassId));
  const isOpen = sample !== undefined && sample.classId === suspect.classId && !sample.disabled;
  return (
    <li className={classes.suspect} data-done={accepted || !isOpen || undefined}>
      {sample === undefined ? (
        <span className={classes.gone} />
      ) : (
        <BlobImage className={classes.image} blob={sample.thumbnail ?? sample.image} alt="" loading="lazy" />
      )}
      <div className={classes.words}>
        <strong className={classes.sentence}>{sentence}</strong>
        {sample !== undefined && (
          <bdi className={classes.file} title={sample.file}>
            {sample.file}
          </bdi>
        )}
        {accepted && sample !== undefined ? (
          <div className={classes.accepted}>
            <span>{labels.isFine}</span>
            <Mend
              words={labels.notFine}
              file={sample.file}
              onPress={() => studio.acceptLabel(sample.id, false)}
            />
          </div>
        ) : (
          <div className={classes.mends}>
            <MendButtons
              sample={sample}
              judgedClassId={suspect.classId}
              moveToClassId={suspect.otherClassId}
            />
            {isOpen && (
              <Mend
                words={labels.fine}
                file={sample.file}
                onPress={() => studio.acceptLabel(sample.id, true)}
              />
            )}
          </div>
        )}
      </div>
    </li>
  );
}
