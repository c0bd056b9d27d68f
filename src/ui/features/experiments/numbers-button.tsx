import { Button } from '@mantine/core';
import { useLateMessages } from '../../messages-context.ts';

interface NumbersButtonProps {
  readonly shown: boolean;
  readonly onToggle: () => void;
}

/** Shows the numbers of a chart to the eye, too. */
export function NumbersButton({ shown, onToggle }: NumbersButtonProps) {
  const { experiments: words } = useLateMessages();
  return (
    <Button
      variant="subtle"
      ml={-18}
      style={{ justifySelf: 'start' }}
      aria-expanded={shown}
      onClick={onToggle}
    >
      {shown ? words.hideNumbers : words.showNumbers}
    </Button>
  );
}
