import { type Ref, useLayoutEffect } from 'react';

interface PopupAnchorProps {
  readonly button: HTMLButtonElement;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Lets Mantine take a button for the target of a popup that is fetched long after the button was drawn. */
export function PopupAnchor({ button, ref }: PopupAnchorProps) {
  useLayoutEffect(() => {
    if (typeof ref !== 'function') return;
    const release = ref(button);
    return typeof release === 'function' ? release : () => void ref(null);
  }, [button, ref]);
  return null;
}

/** Where a popup goes in the page: into the dialog that its button is in, or among the steps. */
export function findPopupPlace(button: HTMLButtonElement): HTMLElement {
  return button.closest<HTMLElement>('[role=dialog], main') ?? document.body;
}
