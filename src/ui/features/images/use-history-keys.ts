import { useEffect } from 'react';
import { isTextField } from '../../components/is-text-field.ts';
import { useStudio } from '../../studio-context.tsx';

/** Ctrl or Cmd with Z undoes, with Shift and Z or with Y redoes, wherever no text is being typed. */
export function useHistoryKeys(): void {
  const studio = useStudio();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if ((!isRedo && key !== 'z') || isTextField(event.target)) return;
      event.preventDefault();
      if (isRedo) studio.redo();
      else studio.undo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [studio]);
}
