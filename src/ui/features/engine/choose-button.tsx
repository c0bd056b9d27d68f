import { RestingButton } from '../../components/resting-button.tsx';
import { useStudioState } from '../../studio-context.tsx';

interface ChooseButtonProps {
  readonly label: string;
  /** Beside a button that matters more. */
  readonly quiet?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

/** Follows a choice in the engine's dialog; rests while an earlier one is being followed. */
export function ChooseButton({ label, quiet = false, disabled = false, onChoose }: ChooseButtonProps) {
  const phase = useStudioState((state) => state.engine.phase);
  const following = phase === 'starting' || phase === 'restarting';
  return (
    <RestingButton variant={quiet ? 'subtle' : 'filled'} resting={disabled || following} onClick={onChoose}>
      {label}
    </RestingButton>
  );
}
