/** Whether a text holds what was typed, in any case and however its accents are encoded; nothing typed is in every text. */
export function includesText(text: string, typed: string): boolean {
  return fold(text).includes(fold(typed.trim()));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
