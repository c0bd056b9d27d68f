import { nameLimits } from './dataset.ts';

/**
 * A class name from outside (a folder, a text field) made fit to be shown: control characters and marks that change
 * the direction of the text around them are removed, white space is joined to single spaces and trimmed, composed
 * and decomposed letters become the same (Unicode NFC), and it is cut to `nameLimits.classNameLength` code points.
 * It stays data: markup in it is kept as it is and shown as text.
 * @returns null when nothing visible is left
 */
export function cleanClassName(name: string): string | null {
  const cut = Array.from(tidy(name)).slice(0, nameLimits.classNameLength).join('').trim();
  return visible.test(cut) ? cut : null;
}

/** Whether `cleanClassName` cuts something off a name, which a person is to know. */
export function isClassNameCut(name: string): boolean {
  return Array.from(tidy(name)).length > nameLimits.classNameLength;
}

function tidy(name: string): string {
  return name.toWellFormed().replace(controls, '').replace(whiteSpace, ' ').normalize('NFC').trim();
}

/** Unicode's control characters and its marks for direction (UAX 9): embeddings, overrides, isolates, ALM, LRM, RLM. */
const controls = /(?!\s)[\p{Cc}\p{Bidi_Control}]/gu;

const whiteSpace = /\s+/g;

/** Anything but spaces and characters that are drawn as nothing. */
const visible = /[^\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
