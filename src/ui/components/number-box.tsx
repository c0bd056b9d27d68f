import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useMessages } from '../messages-context.ts';
import { readNumber } from './read-number.ts';

interface NumberBoxProps {
  readonly label: string;
  readonly help?: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly whole: boolean;
  /** How far the arrow keys go. */
  readonly step: number;
  readonly disabled?: boolean;
  /** Gets only numbers within the limits. */
  readonly onChange: (value: number) => void;
}

/**
 * One number within limits. It is taken over as it is typed; one outside of them is refused in the open, and the last good one
 * is back when the box is left.
 */
export function NumberBox(props: NumberBoxProps) {
  const { label, help, value, minimum, maximum, whole, step, disabled = false, onChange } = props;
  const { settings: words } = useMessages();
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft === null ? value : readNumber(draft);

  function isSound(number: number | null): number is number {
    return number !== null && number >= minimum && number <= maximum && (!whole || Number.isInteger(number));
  }

  function stepBy(event: KeyboardEvent) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    setDraft(null);
    // Without the digits that binary fractions add.
    onChange(Number(Math.min(maximum, Math.max(minimum, value + direction * step)).toPrecision(10)));
  }

  return (
    <TextInput
      label={label}
      description={help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={isSound(typed) ? undefined : (whole ? words.wholeRange : words.range)(minimum, maximum)}
      value={draft ?? String(value)}
      inputMode={whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      disabled={disabled}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        const number = readNumber(text);
        if (isSound(number)) onChange(number);
      }}
      onKeyDown={stepBy}
      onBlur={() => setDraft(null)}
    />
  );
}
