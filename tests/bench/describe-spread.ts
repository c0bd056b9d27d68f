/** The middle value; the mean of the two in the middle where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The median, and the range where there is more than one value: `45.2 [40.6 to 51.1]`. */
export function describeSpread(values: readonly number[], digits = 1): string {
  const range =
    values.length > 1
      ? ` [${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}]`
      : '';
  return `${median(values).toFixed(digits)}${range}`;
}
