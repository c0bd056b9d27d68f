import { useMemo, useState } from 'react';
import type { SetEvaluation } from '../../../studio/trained-model.ts';
import { BlobImage } from '../../components/blob-image.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { HeatMapButton } from '../../components/heat-map-button.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './cell-images-dialog.module.css';
import type { Cell } from './confusion-matrix-table.tsx';
import { MendButtons } from './mend-buttons.tsx';
import { UndoLine } from './undo-line.tsx';

/** So many images come with each "Show more". */
const pageSize = 60;

interface CellImagesDialogProps {
  readonly cell: Cell;
  readonly classNames: readonly string[];
  readonly setEvaluation: SetEvaluation;
  /** The class of each column. */
  readonly classIds: readonly string[];
  readonly onClose: () => void;
}

/** The images behind one number of the confusion matrix, those the head was surest of first. */
export function CellImagesDialog({
  cell,
  classNames,
  classIds,
  setEvaluation,
  onClose,
}: CellImagesDialogProps) {
  const { general } = useMessages();
  const { evaluation: words } = useLateMessages();
  const samples = useStudioState((state) => state.samples);
  const rows = useMemo(() => listRows(cell, setEvaluation), [cell, setEvaluation]);
  const byId = useMemo(() => new Map(samples.map((sample) => [sample.id, sample])), [samples]);
  const [shownCount, setShownCount] = useState(pageSize);
  const trueName = classNames[cell.trueClassIndex] ?? '';
  const predictedName = classNames[cell.predictedClassIndex] ?? '';

  return (
    <Dialog title={words.cell(rows.length, trueName, predictedName)} onClose={onClose} size={720}>
      <ul className={classes.images}>
        {rows.slice(0, shownCount).map(({ row, confidence }) => {
          const sample = byId.get(setEvaluation.sampleIds[row] ?? '');
          const file = setEvaluation.files[row] ?? '';
          return (
            <li key={row}>
              {sample === undefined ? (
                <p className={classes.gone}>{words.imageGone}</p>
              ) : (
                <BlobImage blob={sample.thumbnail ?? sample.image} alt={file} loading="lazy" />
              )}
              <span className={classes.sure}>{words.sure(general.percent(confidence))}</span>
              <bdi className={classes.file} title={file}>
                {file}
              </bdi>
              {sample !== undefined && <HeatMapButton compact sample={sample} onLeave={onClose} />}
              {sample !== undefined && (
                <MendButtons
                  sample={sample}
                  judgedClassId={classIds[cell.trueClassIndex]}
                  moveToClassId={
                    cell.trueClassIndex === cell.predictedClassIndex
                      ? null
                      : classIds[cell.predictedClassIndex]
                  }
                />
              )}
            </li>
          );
        })}
      </ul>
      <ShowMore shownCount={shownCount} totalCount={rows.length} pageSize={pageSize} onMore={setShownCount} />
      <UndoLine />
    </Dialog>
  );
}

function listRows({ trueClassIndex, predictedClassIndex }: Cell, set: SetEvaluation) {
  const classCount = set.evaluation.perClass.length;
  const rows: { readonly row: number; readonly confidence: number }[] = [];
  for (let row = 0; row < set.sampleIds.length; row++) {
    const predicted = set.evaluation.predictedClassIndexes[row];
    if (set.trueClassIndexes[row] !== trueClassIndex || predicted !== predictedClassIndex) continue;
    rows.push({ row, confidence: set.probabilities[row * classCount + predictedClassIndex] ?? 0 });
  }
  return rows.sort((a, b) => b.confidence - a.confidence);
}
