/** True for what a person types into: it keeps what is pasted into it or dropped on it. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !pressedInputs.has(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

const pressedInputs: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);
