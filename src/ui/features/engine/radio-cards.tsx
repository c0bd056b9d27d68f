import { useId } from 'react';
import classes from './radio-cards.module.css';

interface RadioCardsProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly {
    readonly value: Value;
    readonly label: string;
    readonly help: string;
    readonly disabled?: boolean;
  }[];
}

/** Native radio buttons as a list of cards, each with a line of help. */
export function RadioCards<Value extends string>({
  legend,
  value,
  onChange,
  choices,
}: RadioCardsProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classes.group}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.card}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.disabled}
            aria-describedby={`${name}-${choice.value}`}
            onChange={() => onChange(choice.value)}
          />
          <span className={classes.label}>{choice.label}</span>
          <span className={classes.help} id={`${name}-${choice.value}`}>
            {choice.help}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
