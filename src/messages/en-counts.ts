const plain = new Intl.NumberFormat('en', { useGrouping: 'min2', maximumFractionDigits: 1 });

/** `1 image`, `20 images`, `12,000 images`. */
export function count(amount: number, one: string, many: string): string {
  return `${plain.format(amount)} ${amount === 1 ? one : many}`;
}
