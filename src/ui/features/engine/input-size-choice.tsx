import { useState } from 'react';
import {
  type InputSize,
  inputSizes,
  readInputSize,
  usualInputSize,
} from '../../../core/embedding/input-sizes.ts';
import { selectInputSizesBasis } from '../../../studio/select-input-sizes-basis.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './base-model-form.module.css';
import { ChooseButton } from './choose-button.tsx';
import { compareSizes } from './compare-sizes.ts';
import { InputSizeMeasuring } from './input-size-measuring.tsx';
import { RadioCards } from './radio-cards.tsx';

/** How large the square is that the built-in base model sees. Nothing changes before the button is pressed. */
export function InputSizeChoice() {
  const studio = useStudio();
  const { inputSize: words } = useLateMessages();
  const inUse = useStudioState((state) => state.inputSize);
  const measured = useStudioState((state) =>
    state.inputSizes.phase === 'done' && state.inputSizes.basis === selectInputSizesBasis(state)
      ? state.inputSizes
      : null,
  );
  const phase = useStudioState((state) => state.engine.phase);
  const [chosen, setChosen] = useState(inUse);
  const comparisons = measured === null ? [] : compareSizes(measured.entries);
  const describe = (size: InputSize) => {
    if (size === usualInputSize) return words.usual;
    const found = comparisons.find(({ inputSize }) => inputSize === size);
    if (found === undefined) return words.expected((usualInputSize / size) ** 2);
    return words.compared(found.timesAsFast, found.difference, found.mayBeChance);
  };
  return (
    <div className={classes.form}>
      <RadioCards
        legend={words.title}
        value={String(chosen)}
        onChange={(value) => setChosen(readInputSize(Number(value)))}
        choices={inputSizes.map((size) => ({
          value: String(size),
          label: words.choice(size),
          help: describe(size),
        }))}
      />
      <p className={classes.note}>{words.intro}</p>
      <InputSizeMeasuring />
      <ChooseButton
        label={words.use}
        disabled={chosen === inUse && phase === 'ready'}
        onChoose={() => void studio.chooseInputSize(chosen)}
      />
    </div>
  );
}
