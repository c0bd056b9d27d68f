import { strToU8 } from 'fflate';

/** A comment that no line of it can end. */
export function writeComment(lines: readonly string[]): string {
  return ['/*', ...lines.map((line) => ` * ${line}`.trimEnd().replaceAll('*/', '* /')), ' */'].join('\n');
}

/**
 * A text as a C string of exactly its UTF-8 bytes. What is no plain letter, digit, space or mark is written as three octal digits,
 * which no digit behind them can add to, and which leaves no trigraph.
 */
export function writeString(text: string): string {
  let literal = '"';
  for (const byte of strToU8(text)) {
    const character = String.fromCharCode(byte);
    literal += /[\w !#-&(-.:;<=>@^[\]{|}~/]/.test(character)
      ? character
      : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `${literal}"`;
}

const bytesPerLine = 24;

/** The bytes as a list of numbers, in lines. */
export function writeBytes(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    lines.push(`  ${bytes.subarray(at, at + bytesPerLine).join(',')},`);
  }
  return lines.join('\n');
}
