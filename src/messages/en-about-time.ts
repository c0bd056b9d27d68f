import { count } from './en-counts.ts';

/** `about 40 seconds`, `about 3 minutes`, `about 2 hours`. */
export function aboutTime(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  if (seconds < 90) return `about ${count(seconds, 'second', 'seconds')}`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? `about ${count(minutes, 'minute', 'minutes')}`
    : `about ${count(Math.round(minutes / 60), 'hour', 'hours')}`;
}
