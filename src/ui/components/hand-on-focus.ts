/**
 * A `ref` for a button that goes with what it ends or begins: when it goes, the keyboard stays in the panel, notice or dialog
 * that it was in, instead of being thrown to the top of the page.
 */
export function handOnFocus(button: HTMLElement | null): (() => void) | undefined {
  if (button === null) return;
  return () => {
    if (document.activeElement !== button) return;
    button.closest<HTMLElement>('[tabindex="-1"]')?.focus({ preventScroll: true });
  };
}
