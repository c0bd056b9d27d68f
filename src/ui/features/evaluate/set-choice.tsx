import { SegmentedControl } from '@mantine/core';
import type { EvaluatedSet } from '../../../studio/studio.ts';
import { useMessages } from '../../messages-context.ts';
import classes from './set-choice.module.css';

interface SetChoiceProps {
  readonly set: EvaluatedSet;
  readonly onSet: (set: EvaluatedSet) => void;
}

/** Which images the head is judged on. */
export function SetChoice({ set, onSet }: SetChoiceProps) {
  const { evaluate } = useMessages();
  return (
    <SegmentedControl
      aria-label={evaluate.set}
      className={classes.sets ?? ''}
      value={set}
      onChange={(value) => onSet(value as EvaluatedSet)}
      data={[
        { value: 'validation', label: evaluate.validation },
        { value: 'test', label: evaluate.test },
      ]}
    />
  );
}
