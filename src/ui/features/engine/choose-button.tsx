import { RestingButton } from '../../components/resting-button.tsx';
import { useStudioState } from '../../studio-context.tsx';

interface ChooseButtonProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

/** Follows a choice in the engine's dialog; rests while an earlier one is being followed. */
export function ChooseButton({ label, disabled, onChoose }: ChooseButtonProps) {
  const phase = useStudioState((state) => state.engine.phase);
  const following = phase === 'starting' || phase === 'restarting';
  return (
    <RestingButton resting={disabled || following} onClick={onChoose}>
      {label}
    </RestingButton>
  );
}
