import { useState } from 'react';
import type { OpenedEvaluation } from '../../../studio/opened-evaluation.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useColumns } from '../../use-model-classes.ts';
import { ClassReportTable } from './class-report-table.tsx';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import type { Cell } from './confusion-matrix-table.tsx';
import { ScoreList } from './score-list.tsx';

const CellImagesDialog = createLazyPart(
  async () => (await import('./cell-images-dialog.tsx')).CellImagesDialog,
);

/** The figures of a model from a file: how often it is right, and what it mixes up. */
export function OpenedScores({ judged }: { readonly judged: OpenedEvaluation }) {
  const { names, colours } = useColumns(judged.model);
  const [cell, setCell] = useState<Cell | null>(null);
  const { set, setEvaluation, classIds } = judged;
  const { confusionMatrix, perClass } = setEvaluation.evaluation;
  return (
    <>
      {/* On images that it may have learned from, a range would promise what nobody knows. */}
      <ScoreList evaluation={setEvaluation.evaluation} withInterval={set === 'test'} />
      <ConfusionMatrix classNames={names} counts={confusionMatrix.counts} onOpen={setCell} />
      <ClassReportTable classNames={names} classColours={colours} perClass={perClass} />
      {cell !== null && (
        <CellImagesDialog
          cell={cell}
          classNames={names}
          classIds={classIds}
          setEvaluation={setEvaluation}
          onClose={() => setCell(null)}
        />
      )}
    </>
  );
}
