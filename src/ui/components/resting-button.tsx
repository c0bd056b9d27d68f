import { Button, type ButtonProps } from '@mantine/core';
import { type MouseEvent, type ReactNode, type Ref, useRef, useState } from 'react';

/** The second click of a double click comes within this time, as most systems have it. */
const doubleClickMs = 500;

interface RestingButtonProps extends ButtonProps {
  readonly ref?: Ref<HTMLButtonElement>;
  /** Whether it does nothing for now. */
  readonly resting: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/**
 * A button that does something once for a double click, and rests while that is under way. Unlike with `disabled`, the keyboard stays on it, so that the
 * person is not thrown to the top of the page.
 */
export function RestingButton({ resting, onClick, ...rest }: RestingButtonProps) {
  // On the clock of events. A button may appear under the pointer, between the two clicks of a double click.
  const [shownMs] = useState(() => performance.now());
  const lastMs = useRef(shownMs);

  function click({ detail: clickCount, timeStamp }: MouseEvent) {
    const isRepeated = clickCount > 1 && timeStamp - lastMs.current < doubleClickMs;
    if (resting || isRepeated) return;
    lastMs.current = timeStamp;
    onClick();
  }

  return (
    <Button
      {...rest}
      aria-disabled={resting}
      {...(resting ? { 'data-disabled': true } : {})}
      onClick={click}
    />
  );
}
