import { SegmentedControl } from '@mantine/core';
import { useLateMessages } from '../messages-context.ts';
import { useStudio, useStudioState } from '../studio-context.tsx';
import classes from './classifier-choice.module.css';

/** Whether the trained head answers or the model from a file; nothing where there is only one of them. For lazy parts. */
export function ClassifierChoice() {
  const studio = useStudio();
  const { openedModel } = useLateMessages();
  const usesOpened = useStudioState((state) => state.usesOpened);
  const bothThere = useStudioState(({ opened, model }) => model !== null && opened.model !== null);
  if (!bothThere) return null;
  return (
    <SegmentedControl
      aria-label={openedModel.choice}
      className={classes.choice ?? ''}
      fullWidth
      value={usesOpened ? 'opened' : 'trained'}
      onChange={(value) => studio.chooseClassifier(value === 'opened' ? 'opened' : 'trained')}
      data={[
        { value: 'trained', label: openedModel.trained },
        { value: 'opened', label: openedModel.fromFile },
      ]}
    />
  );
}
