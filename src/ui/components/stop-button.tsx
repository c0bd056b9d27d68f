import { useMessages } from '../messages-context.ts';
import { handOnFocus } from './hand-on-focus.ts';
import { RestingButton } from './resting-button.tsx';

interface StopButtonProps {
  readonly onStop: () => void;
  /** Set once the task has been asked to stop and before it has. */
  readonly stopping?: boolean;
  readonly className?: string | undefined;
}

/** Stops a task, and goes with it; the keyboard then stays in the panel or dialog that the button was in. */
export function StopButton({ onStop, stopping = false, className = '' }: StopButtonProps) {
  const { general } = useMessages();
  return (
    <RestingButton
      ref={handOnFocus}
      className={className}
      variant="default"
      resting={stopping}
      onClick={onStop}
    >
      {general.stop}
    </RestingButton>
  );
}
