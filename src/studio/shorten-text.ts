const controls = /[\p{Cc}\p{Bidi_Control}]+/gu;

/**
 * A text from outside (file name, path, error detail) made fit to stand inside a sentence: one line, no marks that
 * change the direction of the text around them, and the middle cut out when it is long. It stays plain text.
 * @param maximumLength in code points, at least 3
 */
export function shortenText(text: string, maximumLength = 120): string {
  const letters = Array.from(text.replace(controls, ' ').trim());
  if (letters.length <= maximumLength) return letters.join('');
  const kept = maximumLength - 1;
  const start = letters.slice(0, Math.ceil(kept / 2)).join('');
  const end = letters.slice(letters.length - Math.floor(kept / 2)).join('');
  return `${start}…${end}`;
}
