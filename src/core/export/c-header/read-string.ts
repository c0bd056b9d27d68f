import { strFromU8 } from 'fflate';

/**
 * The text of a C string that `writeString` has written.
 * @param literal with its quotes
 * @returns null for what is none
 */
export function readString(literal: string): string | null {
  if (!/^"(?:[\x20-\x7e])*"$/.test(literal)) return null;
  const bytes: number[] = [];
  for (let at = 1; at < literal.length - 1; at++) {
    if (literal[at] !== '\\') bytes.push(literal.charCodeAt(at));
    else {
      const byte = Number.parseInt(literal.slice(at + 1, at + 4), 8);
      if (!(byte <= 255)) return null;
      bytes.push(byte);
      at += 3;
    }
  }
  return strFromU8(Uint8Array.from(bytes));
}
