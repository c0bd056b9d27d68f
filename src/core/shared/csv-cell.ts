/**
 * One cell of a table as RFC 4180 has it. One that a spreadsheet would take for a formula gets an apostrophe before it, and so does one
 * that looks as if it had.
 */
export function writeCsvCell(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
