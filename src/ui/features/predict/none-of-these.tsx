import { Switch } from '@mantine/core';
import { chooseThreshold } from '../../../studio/judge-heads.ts';
import type { TrainedModel } from '../../../studio/trained-model.ts';
import { Explanation } from '../../components/explanation.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './none-of-these.module.css';

interface NoneNoticeProps {
  /** Below which confidence an image is none of the classes, 0 to 1. */
  readonly threshold: number;
  /** Of the likeliest class, 0 to 1. */
  readonly confidence: number;
}

/** The answer where the head is sure of none of the classes. */
export function NoneNotice({ threshold, confidence }: NoneNoticeProps) {
  const { noneOfThese } = useLateMessages();
  return (
    <Notice kind="hint">
      <strong className={classes.answer}>{noneOfThese.answer}</strong>
      {noneOfThese.because(confidence, threshold)}
    </Notice>
  );
}

/** Whether images may be none of the classes; nothing where there is nothing to fit that on. */
export function NoneSwitch({ model }: { readonly model: TrainedModel }) {
  const studio = useStudio();
  const { noneOfThese } = useLateMessages();
  const threshold = model.noneThreshold ?? chooseThreshold(model.evaluation.validation);
  if (threshold === null) return null;
  const on = model.noneThreshold !== null;
  return (
    <div>
      <Switch
        className={classes.switch ?? ''}
        checked={on}
        onChange={(event) => studio.changeNoneThreshold(event.currentTarget.checked ? threshold : null)}
        label={noneOfThese.switch}
        description={on ? noneOfThese.switchHelp(threshold) : noneOfThese.switchOffHelp}
      />
      <Explanation subject={noneOfThese.answer}>
        <p>{noneOfThese.explanation}</p>
        <p>{noneOfThese.where}</p>
      </Explanation>
    </div>
  );
}
