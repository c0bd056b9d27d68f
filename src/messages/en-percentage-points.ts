const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 1, maximumFractionDigits: 7 });

/** How far two probabilities lie apart, 0 to 1, as a number of percentage points: one digit, never 0. */
export function points(difference: number): string {
  return format.format(Math.max(100 * difference, 0.00001));
}
