import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode, Ref } from 'react';

interface RestingButtonProps extends ButtonProps {
  readonly ref?: Ref<HTMLButtonElement>;
  /** Whether it does nothing for now. */
  readonly resting: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/**
 * A button that begins something, and rests while that is under way. Unlike with `disabled`, the keyboard stays on it, so that the
 * person is not thrown to the top of the page.
 */
export function RestingButton({ resting, onClick, ...rest }: RestingButtonProps) {
  return (
    <Button
      {...rest}
      aria-disabled={resting}
      {...(resting ? { 'data-disabled': true } : {})}
      // The second click of a double click has nothing more to begin.
      onClick={(event) => !resting && event.detail < 2 && onClick()}
    />
  );
}
