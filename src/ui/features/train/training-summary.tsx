import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SplitNote } from '../../../core/dataset/split-samples.ts';
import { countCopies } from '../../../core/images/augment-image.ts';
import { selectClassName } from '../../../studio/select-class-name.ts';
import { selectModelFit } from '../../../studio/select-model-fit.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './training-summary.module.css';

const TrainedOnSummary = createLazyPart(
  async () => (await import('./trained-on-summary.tsx')).TrainedOnSummary,
  <span />,
);

const TunedSummary = createLazyPart(async () => (await import('./tuned-summary.tsx')).TunedSummary, <span />);

/** So many notes on the split are shown before the person asks for all. */
const firstCount = 5;

/** How the last run ended, in words: the best epoch, the refit, classes too small to check. */
export function TrainingSummary({ model }: { readonly model: TrainedModel }) {
  const { train, augmentation, general } = useMessages();
  const copies = countCopies(model.settings, model.settings.copiesPerImage);
  const fit = useStudioState(selectModelFit);
  const validated = model.split.validation.length > 0;
  return (
    <>
      <Notice kind="success">
        <strong>{train.summaryTitle}.</strong>{' '}
        {train.summaryBest(model.bestEpoch, model.history.length, model.ending, validated)}{' '}
        {copies > 0 && `${augmentation.trained(copies)} `}
        {model.settings.classWeighting === 'balanced' && `${train.summaryBalanced} `}
        {model.refitDone
          ? model.tunedLayers === null
            ? train.summaryRefit(model.bestEpoch)
            : train.summaryRefitTuned
          : validated
            ? model.settings.refit
              ? train.summaryRefitSkipped
              : train.summaryNoRefit
            : train.summaryNotValidated}{' '}
        {train.duration(general.seconds(model.durationMs))}
      </Notice>
      {model.settings.tunedBlockCount > 0 && <TunedSummary model={model} />}
      {model.trainedOn !== undefined && <TrainedOnSummary trainedOn={model.trainedOn} />}
      {model.splitNotes.length > 0 && <SplitNotes model={model} />}
      {fit !== null && fit !== 'current' && <Notice kind="hint">{train.stale[fit]}</Notice>}
    </>
  );
}

function SplitNotes({ model }: { readonly model: TrainedModel }) {
  const { splitNotes, general } = useMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const [all, setAll] = useState(false);
  const noteCount = model.splitNotes.length;

  function describe(note: SplitNote): string {
    switch (note.kind) {
      case 'validation-empty':
      case 'validation-empty-by-groups':
        return splitNotes[note.kind]();
      case 'near-test-left-out':
      case 'joined-validation':
        return splitNotes[note.kind](note.imageCount);
      case 'groups-across-sets':
        return splitNotes[note.kind](note.groupCount);
    }
    const name = selectClassName({ classes: studioClasses, model }, note.classId);
    if (note.kind === 'validation-image-trained-on') return splitNotes[note.kind](name);
    return splitNotes[note.kind](name, note.trainingCount);
  }

  return (
    <Notice kind="hint">
      <ul className={classes.notes}>
        {model.splitNotes.slice(0, all ? noteCount : firstCount).map((note) => (
          <li key={'classId' in note ? note.kind + note.classId : note.kind}>{describe(note)}</li>
        ))}
      </ul>
      {noteCount > firstCount && (
        <Button variant="subtle" color="gray" px={10} ml={-10} onClick={() => setAll(!all)}>
          {all ? general.showFewer : general.showAll(noteCount)}
        </Button>
      )}
    </Notice>
  );
}
