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
 * A button that can rest while what it began is under way. Unlike with `disabled`, the keyboard stays on it, so that the
 * person is not thrown to the top of the page.
 */
export function RestingButton({ resting, onClick, ...rest }: RestingButtonProps) {
  return (
    <Button
      {...rest}
      aria-disabled={resting}
      {...(resting ? { 'data-disabled': true } : {})}
      onClick={() => !resting && onClick()}
    />
  );
}
