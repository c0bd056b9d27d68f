import { enEngine } from './en-engine.ts';

/** `12,345`: a whole number. */
export function number(amount: number): string {
  return amount.toLocaleString('en', { maximumFractionDigits: 0 });
}

/** A few names in quotation marks, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${number(rest)} more`;
}

/** A backend as the page calls it. */
export function backendLabel(backend: string): string {
  const names: Readonly<Record<string, string>> = enEngine.engine.names;
  return names[backend] ?? backend;
}
