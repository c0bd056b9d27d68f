import { count } from './en-counts.ts';

export const plain = new Intl.NumberFormat('en', { useGrouping: 'min2', maximumFractionDigits: 1 });
export const decimal = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
export const threePlaces = new Intl.NumberFormat('en', {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});
export const wordy = new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' });
export const grouped = new Intl.NumberFormat('en');
export const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
export const list = new Intl.ListFormat('en');
export const day = new Intl.DateTimeFormat('en', { dateStyle: 'long' });
export const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export function images(amount: number): string {
  return count(amount, 'image', 'images');
}

/** A few names of files, and how many more there are. */
export function listFiles(files: readonly string[]): string {
  const rest = files.length - 3;
  return list.format(rest > 1 ? [...files.slice(0, 3), `${plain.format(rest)} more`] : files);
}

export function epochs(amount: number): string {
  return count(amount, 'epoch', 'epochs');
}

/** `2.1 GB`, `1.4 MB`, `24 kB`: powers of ten, as download lists show them. */
export function size(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} bytes`;
  const [value, unit] =
    sizeBytes < 999_500
      ? [sizeBytes / 1e3, 'kB']
      : sizeBytes < 999_500_000
        ? [sizeBytes / 1e6, 'MB']
        : [sizeBytes / 1e9, 'GB'];
  return `${plain.format(value >= 100 ? Math.round(value) : value)} ${unit}`;
}
