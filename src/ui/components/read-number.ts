/**
 * The number that a person typed: with a point or a comma, and with an exponent where they like (`1e-4`).
 * @returns null for anything else
 */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  const number = decimal.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
